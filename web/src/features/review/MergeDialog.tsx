import { Checkbox, Input, Modal } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import { join } from '../../app/i18n'
import { demand } from '../../format/demand'
import { alike } from './alike'

interface Props {
  target: Target
  targets: Target[]
  busy: boolean
  onMerge: (others: Target[]) => void
  onClose: () => void
}

/** Any targets of the notice can become one; those that read alike stand first. */
export function MergeDialog({ target, targets, busy, onMerge, onClose }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const others = useMemo(() => alike(target, targets), [target, targets])
  const units = (other: Target) => join(t, other.assignments.map(unit => unit.unit_text))
  const words = (other: Target) => `${other.subject} ${other.citations.map(citation => citation.path).join(' ')} ${units(other)}`
  const shown = others.filter(other => chosen.includes(other.id) || words(other).includes(typed.trim()))
  return (
    <Modal
      open
      width={720}
      title={t('merge.title')}
      okText={t('merge.submit', { n: chosen.length })}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, disabled: chosen.length === 0 }}
      onOk={() => onMerge(others.filter(other => chosen.includes(other.id)))}
      onCancel={onClose}
    >
      <blockquote lang="zh-CN">
        {target.citations[0]?.path} {target.subject} <b>{demand(target, t)}</b>
      </blockquote>
      <p className="quiet">{t('merge.hint')}</p>
      <Input
        allowClear
        autoFocus
        aria-label={t('merge.search')}
        placeholder={t('merge.search')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <Checkbox.Group className="choose" value={chosen} onChange={setChosen}>
        {shown.map(other => (
          <Checkbox key={other.id} value={other.id}>
            <span lang="zh-CN">
              {other.subject} <b>{demand(other, t)}</b>{' '}
              <span className="quiet">
                {other.citations.map(citation => citation.path).join(' ')} {units(other)}
              </span>
            </span>
          </Checkbox>
        ))}
      </Checkbox.Group>
      {shown.length === 0 && <p className="quiet">{t('review.noneFits')}</p>}
    </Modal>
  )
}
