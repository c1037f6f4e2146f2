import { itemAt } from './item-at.ts';

type Cells = Float64Array | Int32Array | Uint8Array;

/** A growing column of numbers: a million rows of records would not fit, a million cells do. */
export interface Column {
  readonly get: (index: number) => number;
  readonly set: (index: number, value: number) => void;
  readonly push: (value: number) => void;
  /** Puts the cells from `start` on into the order given by their present places. */
  readonly rearrange: (start: number, order: Uint32Array) => void;
}

/** An empty column; `make` decides the width of a cell. */
export function createColumn(make: (length: number) => Cells): Column {
  let cells = make(1024);
  let length = 0;
  return {
    get: (index) => itemAt(cells, index),
    set: (index, value) => {
      cells[index] = value;
    },
    push: (value) => {
      if (length === cells.length) {
        const wider = make(length * 2);
        wider.set(cells);
        cells = wider;
      }
      cells[length] = value;
      length += 1;
    },
    rearrange: (start, order) => {
      const moved = make(order.length);
      for (let place = 0; place < order.length; place += 1) {
        moved[place] = itemAt(cells, itemAt(order, place));
      }
      cells.set(moved, start);
    },
  };
}

export const instants = (length: number): Cells => new Float64Array(length);
export const numbers = (length: number): Cells => new Int32Array(length);
export const codes = (length: number): Cells => new Uint8Array(length);
