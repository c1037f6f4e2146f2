import { itemAt } from '../item-at.ts';
import { type Shape, traitsOf } from './shapes.ts';

/** How many scale-out repositories an estate has, and how many of its repositories are their extents. */
export interface ScaleOutPlan {
  readonly scaleOuts: number;
  readonly extents: number;
}

/** What a place among the repositories holds; `scaleOut` names the one an extent belongs to. */
export interface PlannedRepository {
  readonly shape: Shape;
  readonly scaleOut: number | null;
}

// Without a plan every dozen is one of these: three or four of it are the extents of one scale-out repository.
const dozens: readonly (readonly Shape[])[] = [
  [
    'windows',
    'hardened',
    'extent',
    'extent',
    'capacity-extent',
    'offline',
    'cloned',
    'amazon',
    'linux',
    'same-volume',
    'data-domain',
    'hardened',
  ],
  [
    'smb',
    'nfs',
    'extent',
    'cloned-extent',
    'azure-capacity-extent',
    'archive-extent',
    'store-once',
    'azure',
    'exagrid',
    'windows',
    'quantum',
    'amazon-limited',
  ],
];

const plainShapes: readonly Shape[] = [
  'windows',
  'hardened',
  'cloned',
  'amazon-limited',
  'offline',
  'data-domain',
  'linux',
  'same-volume',
  'smb',
  'nfs',
  'store-once',
  'exagrid',
  'azure',
  'quantum',
  'amazon',
  'hardened',
];

/** The shapes of an estate's repositories, in their order. */
export function planShapes(count: number, plan: ScaleOutPlan | null): PlannedRepository[] {
  if (plan === null) return Array.from({ length: count }, (_, index) => inDozens(index));
  const extents = plan.scaleOuts === 0 ? 0 : Math.min(plan.extents, count - 1);
  const plain = Array.from({ length: count - extents }, (_, index) => {
    const shape = itemAt(plainShapes, index % plainShapes.length);
    // One remote office is cut off, not one in every sixteen.
    const isLater = index >= plainShapes.length;
    return { shape: shape === 'offline' && isLater ? ('linux' as const) : shape, scaleOut: null };
  });
  return [...plain, ...plannedExtents(plan.scaleOuts, extents)];
}

function inDozens(index: number): PlannedRepository {
  const dozen = Math.floor(index / 12);
  const shape = itemAt(itemAt(dozens, dozen % dozens.length), index % 12);
  const isExtent = traitsOf(shape).extentType !== null;
  const isLater = shape === 'offline' && dozen > 0;
  return { shape: isLater ? 'linux' : shape, scaleOut: isExtent ? dozen : null };
}

function plannedExtents(scaleOuts: number, extents: number): PlannedRepository[] {
  return Array.from({ length: scaleOuts }, (_, scaleOut) => {
    const even = Math.floor(extents / scaleOuts);
    const count = even + (scaleOut < extents % scaleOuts ? 1 : 0);
    return extentShapes(count, scaleOut).map((shape) => ({ shape, scaleOut }));
  }).flat();
}

// The tiers come after the performance extents, of which there are at least two before any tier is made.
function extentShapes(count: number, scaleOut: number): Shape[] {
  const capacity = scaleOut % 3 === 1 ? 'azure-capacity-extent' : 'capacity-extent';
  const wanted: Shape[] = scaleOut % 3 === 2 ? [capacity, 'archive-extent'] : [capacity];
  const tiers = wanted.slice(0, Math.max(0, count - 2));
  const performance = scaleOut % 2 === 0 ? 'extent' : 'cloned-extent';
  return [...Array.from({ length: count - tiers.length }, (): Shape => performance), ...tiers];
}
