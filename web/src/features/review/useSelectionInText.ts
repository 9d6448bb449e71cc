import { useEffect, useState } from 'react'
import type { Notice } from '../../api/client'

export interface Selected {
  start: number
  end: number
  quote: string
}

/** The words selected on the paper, as character offsets of the notice's text. */
export function useSelectionInText(notice: Notice): Selected | null {
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    const characters = Array.from(notice.text)
    function look() {
      const selection = document.getSelection()
      const words = selection?.toString().trim() ?? ''
      if (!selection || !words || selection.rangeCount === 0) return setSelected(null)
      const range = selection.getRangeAt(0)
      const paragraph = paragraphOf(range.startContainer)
      if (!paragraph) return setSelected(null)
      const lead = document.createRange()
      lead.setStart(paragraph, 0)
      lead.setEnd(range.startContainer, range.startOffset)
      const start = Number(paragraph.id.slice(3)) + Array.from(lead.toString()).length
      const end = start + Array.from(words).length
      // a selection over several paragraphs is not the text itself: line ends are missing in it
      const quote = characters.slice(start, end).join('')
      setSelected(quote === words ? { start, end, quote } : null)
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [notice.text])
  return selected
}

function paragraphOf(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  return element?.closest<HTMLElement>('.paper p[id^="at-"]') ?? null
}
