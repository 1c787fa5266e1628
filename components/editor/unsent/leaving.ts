/** Asked of the page when somebody is about to sign out: an open draft answers with how many changes it has not sent. */
export class Leaving extends Event {
  static readonly kind = 'accord-leaving'
  changes = 0
  constructor() { super(Leaving.kind) }
}
