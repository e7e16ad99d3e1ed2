/** Characters that say what is wrong with an item. A browser needs this and not what checks a report. */
export const MAX_PROBLEM = 2000
