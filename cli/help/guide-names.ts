/** What `lbctl help` explains besides commands. Apart from the guides: who looks for a command loads none of them. */
export const guideNames = ['words', 'filters', 'output', 'exit-codes'] as const;

export type GuideName = (typeof guideNames)[number];
