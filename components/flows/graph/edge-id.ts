/** A line is known by the exit that it begins at: an exit leads to one step. */
export const edgeId = (stepId: string, exit: string): string => `${stepId}>${exit}`;
