import { Fault } from '../../domain/errors.ts';

/** The item at a place that must exist; anything else is a defect of the simulator. */
export function itemAt<Item>(list: ArrayLike<Item>, index: number): Item {
  const item = list[index];
  if (item === undefined) {
    throw new Fault({
      code: 'defect',
      happened: `The simulator has no item ${index} in a list of ${list.length}`,
      means: 'its estate is inconsistent',
      next: 'report it with the options it was started with',
    });
  }
  return item;
}
