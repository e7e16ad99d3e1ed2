/** The setting that confines the walk of the browser tests to the pages of some lessons: their slugs, with commas between.
 *  Pages of no lesson are walked over all the same. */
export const WALK_LESSONS = 'FORKLORE_WALK_LESSONS'
