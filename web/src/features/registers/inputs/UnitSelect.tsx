import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import type { Unit } from '../../../api/client'
import { useKnown } from '../data/context'
import type { InputProps } from './DayText'

interface Props extends InputProps {
  value: string | undefined
  onChange: (id: string | undefined) => void
  placeholder?: string
  className?: string
}

interface Node {
  value: string
  title: string
  children: Node[]
}

/** Units as the tree they are; typing finds them by name. */
export function UnitSelect({ value, onChange, ...rest }: Props) {
  const { units } = useKnown()
  const nodes = useMemo(() => branches(units), [units])
  return (
    <TreeSelect<string>
      allowClear
      treeDefaultExpandAll
      popupMatchSelectWidth={false}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={nodes}
      value={value || undefined}
      onChange={id => onChange(id)}
      {...rest}
    />
  )
}

function branches(units: readonly Unit[]): Node[] {
  const nodes = new Map(units.map(unit => [unit.id, { value: unit.id, title: unit.name, children: [] as Node[] }]))
  const top: Node[] = []
  for (const unit of units) {
    const node = nodes.get(unit.id)
    const parent = unit.parent ? nodes.get(unit.parent) : undefined
    if (node) (parent?.children ?? top).push(node)
  }
  return top
}
