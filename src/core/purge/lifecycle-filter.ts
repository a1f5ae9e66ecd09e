import { type Elements, elementsOf, numberOf, textOf, unusable } from './lifecycle-elements.js';
import { everyObject, type ObjectFilter, type Tags } from './object-filter.js';

const conditions = ['Prefix', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/**
 * The filter of a lifecycle rule: `Filter`, with or without `And`, or the `Prefix` of the rule itself that came before
 * it. All that is given has to hold.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRuleFilter.html
 * @throws Failure `usage`; also where there is neither, since S3 asks for one and only says "everything" when it is empty
 */
export function lifecycleFilter(rule: Elements, where: string): ObjectFilter {
  const legacyPrefix = textOf(rule, 'Prefix', where);
  if (rule.Filter === undefined) {
    if (legacyPrefix === null) throw unusable(`${where} has neither a \`Filter\` nor a \`Prefix\``);
    return { ...everyObject, prefix: legacyPrefix };
  }
  const filter = elementsOf(rule.Filter, `the filter of ${where}`, [...conditions, 'Tag', 'And']);
  const and = filter.And === undefined ? {} : elementsOf(filter.And, `the filter of ${where}`, [...conditions, 'Tags']);
  if (legacyPrefix !== null || (filter.And !== undefined && Object.keys(filter).length > 1)) {
    throw unusable(`${where} has more than one filter`);
  }
  const all = { ...filter, ...and };
  const [greaterThan, lessThan] = [numberOf(all, 'ObjectSizeGreaterThan', where, 0), numberOf(all, 'ObjectSizeLessThan', where, 0)];
  return {
    ...everyObject,
    prefix: textOf(all, 'Prefix', where) ?? '',
    minSize: greaterThan === null ? null : greaterThan + 1,
    maxSize: lessThan === null ? null : lessThan - 1,
    tags: tagsOf(filter.Tag === undefined ? (and.Tags ?? []) : [filter.Tag], where),
  };
}

function tagsOf(list: unknown, where: string): Tags {
  if (!Array.isArray(list)) throw unusable(`${where} has \`Tags\` that are not a list`);
  const tags = list.map((entry: unknown): [string, string] => {
    const tag = elementsOf(entry, `a tag of ${where}`, ['Key', 'Value']);
    const [key, value] = [textOf(tag, 'Key', where), textOf(tag, 'Value', where)];
    if (key === null || value === null) throw unusable(`${where} has a tag without key or value`);
    return [key, value];
  });
  // S3 does not take them either; to let the last one win would drop a condition.
  if (new Set(tags.map(([key]) => key)).size < tags.length) throw unusable(`${where} has a tag key twice`);
  return Object.fromEntries(tags);
}
