/** The only source of the present instant; analyses get an instant as an argument instead. */
export interface Clock {
  readonly now: () => Date;
}
