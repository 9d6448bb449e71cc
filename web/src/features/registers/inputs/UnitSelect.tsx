import { Select } from 'antd'
import { useMemo } from 'react'
import { tree } from '../../units/tree'
import { useKnown } from '../data/context'
import type { InputProps } from './DayText'

interface Props extends InputProps {
  value: string | undefined
  onChange: (id: string | undefined) => void
  placeholder?: string
  className?: string
}

/** Units as the tree they are; typing finds them by name, Enter takes the first. */
export function UnitSelect({ value, onChange, ...rest }: Props) {
  const { units } = useKnown()
  const options = useMemo(() => tree(units).map(({ unit, depth }) => ({ value: unit.id, label: unit.name, depth })), [units])
  return (
    <Select
      allowClear
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      optionRender={({ data }) => (
        <span lang="zh-CN" style={{ paddingLeft: data.depth * 16 }}>
          {data.label}
        </span>
      )}
      value={value || undefined}
      onChange={(id?: string) => onChange(id)}
      {...rest}
    />
  )
}
