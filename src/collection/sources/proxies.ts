import { listSource } from '../list-source.ts';

/** The machines that move data, and whether they can. */
export const proxies = listSource('proxies');
