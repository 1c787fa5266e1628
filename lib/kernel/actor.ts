/** Who acts. Made from the session by the door, passed down as an argument, never read from the surroundings. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly email: string; readonly isAdmin: boolean }
  /** The process itself: closing a round at its hour, filling the demo world. */
  | { readonly kind: 'system' }

export type PersonActor = Extract<Actor, { kind: 'person' }>

export const anonymous: Actor = { kind: 'anonymous' }
export const system: Actor = { kind: 'system' }
