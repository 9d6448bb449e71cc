import { VerticalAlignMiddleOutlined } from '@ant-design/icons'
import { Button, Drawer, Form, Input, Popover, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/usePhone'
import { useKnown } from '../data/context'
import type { Rows } from '../data/rows'
import { sortOf } from '../data/search'
import type { Definition } from '../data/types'
import { named } from '../text/named'
import { useKeys } from '../../review/useKeys'

interface Props {
  rows: Rows
  count: number | undefined
  sort: string | undefined
}

/** By what values one can jump: what the order goes by, if that is words, numbers or days. */
function sought(definition: Definition, sort: string | undefined) {
  const order = sortOf(sort)
  if (!order || order.field === 'changed') return { code: 'changed' as const, kind: 'day' as const }
  const field = definition.field.find(field => field.code === order.field)
  if (!field) return null
  if (field.kind === 'date') return { field, kind: 'day' as const }
  if (field.kind === 'number' || field.kind === 'money') return { field, kind: 'number' as const }
  if (field.kind === 'time') return { field, kind: 'time' as const }
  return ['text', 'long-text', 'person', 'phone'].includes(field.kind) ? { field, kind: order.strokes ? ('strokes' as const) : ('letters' as const) } : null
}

/** Jumps to a row, to a value of the order, to either end. */
export function JumpAction({ rows, count, sort }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const [isOpen, setOpen] = useState(false)
  useKeys({ g: () => setOpen(true) }, !isOpen)
  const isShort = !count || count < 2
  const panel = <Jump rows={rows} count={count ?? 0} sort={sort} onDone={() => setOpen(false)} />
  const button = (
    <Button icon={<VerticalAlignMiddleOutlined aria-hidden />} disabled={isShort} aria-label={t('registers.jump.title')} title={isPhone ? undefined : `${t('registers.jump.title')} g`} onClick={isPhone ? () => setOpen(true) : undefined} />
  )
  if (isPhone)
    return (
      <>
        {button}
        <Drawer open={isOpen} placement="bottom" size="auto" destroyOnHidden title={t('registers.jump.title')} onClose={() => setOpen(false)}>
          {panel}
        </Drawer>
      </>
    )
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden open={isOpen && !isShort} onOpenChange={setOpen} content={panel}>
      {button}
    </Popover>
  )
}

function Jump({ rows, count, sort, onDone }: { rows: Rows; count: number; sort: string | undefined; onDone: () => void }) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  const [row, setRow] = useState('')
  const [value, setValue] = useState('')
  const [wrong, setWrong] = useState<'row' | 'value'>()
  const by = sought(definition, sort)
  const name = by && ('code' in by ? t('registers.own.changed') : named(by.field.name, language))

  function toRow(n: number) {
    rows.goTo(n)
    onDone()
  }
  function submitRow() {
    const n = Number(row.normalize('NFKC').replaceAll(',', '').trim())
    if (Number.isInteger(n) && n >= 1 && n <= count) toRow(n - 1)
    else setWrong('row')
  }
  async function submitValue() {
    try {
      await rows.seek(value.trim())
      onDone()
    } catch {
      setWrong('value')
    }
  }
  return (
    <div className="jump">
      <Form layout="vertical" onFinish={submitRow} requiredMark={false}>
        <Form.Item label={t('registers.jump.row', { all: count })} htmlFor="jump-row" validateStatus={wrong === 'row' ? 'error' : undefined} help={wrong === 'row' ? t('registers.jump.badRow', { all: count }) : undefined}>
          <Space.Compact block>
            <Input id="jump-row" autoFocus inputMode="numeric" value={row} onChange={event => setRow(event.target.value)} />
            <Button htmlType="submit" disabled={!row.trim()}>
              {t('registers.jump.go')}
            </Button>
          </Space.Compact>
        </Form.Item>
      </Form>
      {by && (
        <Form layout="vertical" onFinish={() => void submitValue()} requiredMark={false}>
          <Form.Item label={t('registers.jump.value', { name: name ?? '' })} htmlFor="jump-value" validateStatus={wrong === 'value' ? 'error' : undefined} help={t(wrong === 'value' ? `registers.jump.bad.${by.kind}` : `registers.jump.hint.${by.kind}`)}>
            <Space.Compact block>
              <Input id="jump-value" value={value} onChange={event => setValue(event.target.value)} />
              <Button htmlType="submit" disabled={!value.trim()}>
                {t('registers.jump.go')}
              </Button>
            </Space.Compact>
          </Form.Item>
        </Form>
      )}
      <div className="row">
        <Button onClick={() => toRow(0)}>{t('registers.jump.first')}</Button>
        <Button onClick={() => toRow(count - 1)}>{t('registers.jump.last')}</Button>
      </div>
    </div>
  )
}
