/** Changes when the meaning of a schedule or of a program does: answers that were stored are then graded anew. */
export const engineVersion = 2
