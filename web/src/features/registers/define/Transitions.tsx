import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Definition, Transition } from '../data/types'
import { named } from '../text/named'
import { at, faultWords, type Fault } from './faults'
import { Line } from './Line'
import { freeCode } from './texts'

/** Roles that a move can be given to. */
const ROLES = ['clerk', 'leader', 'department-officer', 'community-head', 'grid-worker', 'enterprise-manager'] as const

interface Props {
  definition: Definition
  faults: Fault[]
  onChange: (change: Partial<Definition>) => void
}

/** The moves between states: from where to where, what must be filled by then, who takes them. */
export function Transitions({ definition, faults, onChange }: Props) {
  const { t } = useTranslation()
  const steps = definition.transition ?? []
  const put = (n: number, step: Transition) => onChange({ transition: steps.map((other, m) => (m === n ? step : other)) })
  function add() {
    const code = freeCode('', 'move', new Set(steps.map(step => step.code)))
    const [first, second = first] = definition.state ?? []
    onChange({ transition: [...steps, { code, name: { zh: '' }, from: first ? [first.code] : [], to: second?.code ?? '', roles: ['clerk'], needs: [] }] })
  }
  return (
    <>
      {steps.map((step, n) => (
        <Step key={n} step={step} definition={definition} faults={at(faults, `transition[${n}]`)} onChange={step => put(n, step)} onDrop={() => onChange({ transition: steps.filter((_, m) => m !== n) })} />
      ))}
      <Button icon={<PlusOutlined aria-hidden />} disabled={(definition.state ?? []).length < 2} onClick={add}>
        {t('registers.define.addMove')}
      </Button>
    </>
  )
}

interface StepProps {
  step: Transition
  definition: Definition
  faults: Fault[]
  onChange: (step: Transition) => void
  onDrop: () => void
}

function Step({ step, definition, faults, onChange, onDrop }: StepProps) {
  const { t, i18n } = useTranslation()
  const set = (change: Partial<Transition>) => onChange({ ...step, ...change })
  const states = (definition.state ?? []).map(state => ({ value: state.code, label: named(state.name, i18n.language) }))
  const fields = definition.field.map(field => ({ value: field.code, label: named(field.name, i18n.language) }))
  const dates = fields.filter((_, n) => definition.field[n]?.kind === 'date')
  return (
    <section className="move-editor" aria-label={step.name.zh || t('registers.define.unnamed')}>
      <div className="two">
        <Line label={t('registers.define.move')}>
          <Input autoFocus={!step.name.zh} value={step.name.zh} onChange={event => set({ name: { ...step.name, zh: event.target.value } })} />
        </Line>
        <Line label={t('registers.define.english')}>
          <Input value={step.name.en} onChange={event => set({ name: { ...step.name, en: event.target.value || undefined } })} />
        </Line>
        <Line label={t('registers.define.from')}>
          <Select mode="multiple" value={step.from} onChange={(from: string[]) => set({ from })} options={states} />
        </Line>
        <Line label={t('registers.define.to')}>
          <Select value={step.to} onChange={(to: string) => set({ to })} options={states} />
        </Line>
        <Line label={t('registers.define.needs')}>
          <Select mode="multiple" value={step.needs ?? []} onChange={(needs: string[]) => set({ needs })} options={fields} />
        </Line>
        <Line label={t('registers.define.sets')}>
          <Select allowClear value={step.sets ?? undefined} onChange={(sets?: string) => set({ sets: sets ?? null })} options={dates} />
        </Line>
      </div>
      <Line label={t('registers.define.roles')}>
        <Select mode="multiple" value={step.roles ?? []} onChange={(roles: string[]) => set({ roles })} options={ROLES.map(role => ({ value: role, label: t(`registers.role.${role}`) }))} />
      </Line>
      {faults.map(fault => (
        <p key={fault.place + fault.what} className="entry-problem" role="alert">
          {faultWords(fault, t)}
        </p>
      ))}
      <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={onDrop}>
        {t('registers.define.drop')}
      </Button>
    </section>
  )
}
