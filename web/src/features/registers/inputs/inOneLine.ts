import type { ReactNode } from 'react'

/** Chosen options as words in one line, cut where the line ends, in place of tags and counts. */
export const inOneLine = (comma: string) => ({
  maxTagCount: 0,
  maxTagPlaceholder: (chosen: { label?: ReactNode }[]) => chosen.map(({ label }) => label).join(comma),
})
