/** Who plays, by the address they sign in with. */
export const people = {
  helen: 'helen.marsh@lgds.example',
  ravi: 'ravi.menon@wexshire.example',
  joanne: 'joanne.adeyemi@wexshire.example',
  priya: 'priya.nair@wexshire.example',
  sian: 'sian.pritchard@aberwen.example',
  gethin: 'gethin.rowlands@aberwen.example',
  marcus: 'marcus.webb@keystone.example',
  leah: 'leah.okafor@formwise.example',
  tom: 'tom.hale@wexshire.example',
  nadia: 'nadia.khan@harcastle.example',
  dawn: 'dawn.pickering@oakfield.example',
  imogen: 'imogen.clarke@lgds.example',
} as const
