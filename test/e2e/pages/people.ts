/** The made-up people of the journeys. */

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const keiko: Person = {
  name: 'Keiko Ito',
  email: 'keiko.ito@corp.example',
  password: 'seven green lamps at noon',
}

export const issuer = 'WhaTap'
