import { Input } from 'antd'
import { useState } from 'react'

/** Several lines, taken when they are left: half a line is no option. */
export function LinesInput({ id, text, onDone }: { id?: string; text: string; onDone: (lines: string) => void }) {
  const [typed, setTyped] = useState(text)
  return <Input.TextArea id={id} autoSize={{ minRows: 3, maxRows: 12 }} value={typed} onChange={event => setTyped(event.target.value)} onBlur={() => onDone(typed)} />
}
