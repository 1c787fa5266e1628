/** Milliseconds. */
export const defaultPace = {
  /** Between two looks into the database: nobody else is there; all others are heard, and a look only makes sure; others write unheard. */
  alone: 2_000,
  heard: 5_000,
  deaf: 250,
  /** How often a process says that it lives. After three of these without a word it is not heard. */
  alive: 1_000,
  /** How often it says who is there. */
  present: 10_000,
  /** People at a process that has not said a word for so long are gone, whatever PostgreSQL thinks of it. */
  ghosts: 25_000,
  /** What the opening of a draft waits for at most. */
  enter: 1_000,
}
