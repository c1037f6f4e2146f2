/** What signs in backup files and events about changed files come from far more often than from an attack. */
export const harmlessExplanations = {
  newData: 'much new data, or data of another kind, on the machine',
  owner: 'encryption or packing on the machine by its owner',
  setting: 'encryption, compression or another setting of the job changed',
  full: 'a new full in these nights',
  falseAlarm: 'a false alarm of the detector',
} as const;
