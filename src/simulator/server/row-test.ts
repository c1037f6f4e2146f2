/** Whether a row belongs into a filtered list. */
export type RowTest<Row> = (row: Row) => boolean;

/** The test a filter asks for; none when the request does not give it. */
export function whenGiven<Value, Row>(
  value: Value | null,
  testFor: (value: Value) => RowTest<Row>,
): RowTest<Row>[] {
  return value === null ? [] : [testFor(value)];
}
