import { useEffect, useState } from 'react'
import type { Place } from '../../text/marks'

export interface Selected extends Place {
  quote: string
}

/** The words selected on the paper, as character offsets of the notice's text. */
export function useSelectionInText(characters: readonly string[]): Selected | null {
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    function look() {
      const selection = document.getSelection()
      if (!selection || selection.isCollapsed || selection.rangeCount === 0) return setSelected(null)
      const range = selection.getRangeAt(0)
      const [from, to] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)]
      if (from === null || to === null) return setSelected(null)
      let [start, end] = [from, to]
      while (start < end && /\s/.test(characters[start]!)) start++
      while (end > start && /\s/.test(characters[end - 1]!)) end--
      setSelected(end > start ? { start, end, quote: characters.slice(start, end).join('') } : null)
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [characters])
  return selected
}

/** A place of the page as a place of the text: its line says where it begins, the rest is counted. */
function offset(node: Node, at: number): number | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  const line = element?.closest<HTMLElement>('.paper [data-at]')
  if (!line) return null
  const lead = document.createRange()
  lead.setStart(line, 0)
  lead.setEnd(node, at)
  return Number(line.dataset.at) + Array.from(lead.toString()).length
}
