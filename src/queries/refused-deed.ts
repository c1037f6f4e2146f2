import type { Refusal } from '../domain/refusal.ts';

const deed =
  /\b(delete|remove|purge|erase|wipe|prune|drop|run|execute|apply|restart|disable|enable|change|set|fix|start|stop)\b/i;
const removal = /\b(delete|remove|purge|erase|wipe|prune|drop|clean|free)\b/i;
const thing =
  /\b(backups?|restore points?|chains?|jobs?|repositor(?:y|ies)|retention|snapshots?|it|this|them|plan)\b/i;

/** What is said when a name is a wish that something be done; null for a name. */
export function refusalOf(name: string | undefined): Refusal | null {
  if (name === undefined || !deed.test(name) || !thing.test(name) || !name.trim().includes(' ')) {
    return null;
  }
  if (!removal.test(name)) {
    return {
      reason:
        'DR365 only advises: it has no way to change anything in VBR. A person carries a plan out in the console.',
      lookAt: [
        'its plans, once risks are analysed: checks that only read come first, then options with rollback',
      ],
    };
  }
  return {
    reason:
      'DR365 deletes nothing and has no way to: restore points that are deleted cannot be brought back. A person decides with the owner of the data, in the console.',
    lookAt: [
      'what frees by itself and when: get_capacity_forecast with the repository and detail "full"',
      'backups that no job owns, with their size and age, in the same answer: ask their owners',
      'what is immutable or the last copy of a machine: analyze_risks with category "protection"',
      'what lower retention would bring before it is lowered: get_capacity_forecast with what_if "retention 14 to 7 days"',
    ],
  };
}
