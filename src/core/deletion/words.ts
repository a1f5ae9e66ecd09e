/** How a deletion is spoken of. */
export type DeletionWords = {
  /** One of what is deleted: `version`. */
  noun: string;
  /** `delete`. */
  verb: string;
  /** `deleted for good`. */
  past: string;
};

/** For versions, whatever they are. */
export const versionWords: DeletionWords = { noun: 'version', verb: 'delete', past: 'deleted for good' };

/** For delete markers that are taken off objects. */
export const markerWords: DeletionWords = { noun: 'delete marker', verb: 'remove', past: 'removed' };
