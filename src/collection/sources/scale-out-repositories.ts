import { listSource } from '../list-source.ts';

/** The scale-out repositories, with the extents they are made of. */
export const scaleOutRepositories = listSource('scale-out-repositories');
