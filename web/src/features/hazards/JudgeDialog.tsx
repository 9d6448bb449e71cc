import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../app/useAct'
import { renewAll } from '../registers/data/useWrite'
import type { RecordView } from '../registers/data/types'
import { judge, proposalOf, type Criteria, type Hazard } from './data'
import { useProposalWords } from './useProposalWords'

const PLACES = ['crowded', 'explosive', 'important', 'other'] as const
const LEVELS = ['general', 'major'] as const

/** The program proposes by the clauses that are ticked; a person decides and says why. */
export function JudgeDialog({ record, hazard, onClose }: { record: RecordView; hazard: Hazard; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const criteria = hazard.criteria[0]
  const [place, setPlace] = useState<string>('crowded')
  const [ticked, setTicked] = useState<string[]>([])
  const [level, setLevel] = useState(record.values.level?.[0] ?? 'general')
  const [words, setWords] = useState({ basis: '', reason: '', participants: '' })
  const put = (change: Partial<typeof words>) => setWords(now => ({ ...now, ...change }))
  async function send() {
    const judged = await act(() => judge(record, { criteria: criteria?.code, place, ticked, level, ...words }), renewAll)
    if (!judged) return
    void message.success(t('hazards.judge.done'))
    onClose()
  }
  return (
    <Modal open width={760} title={t('hazards.judge.open')} okText={t('hazards.judge.open')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !words.reason.trim() }} onOk={() => void send()} onCancel={onClose}>
      <Form layout="vertical">
        {criteria ? (
          <>
            <p lang="zh-CN">
              {t('hazards.judge.standard')} <b>{criteria.standard}</b> {criteria.name}
            </p>
            <Form.Item label={t('hazards.judge.place')}>
              <Select value={place} onChange={setPlace} aria-label={t('hazards.judge.place')} options={PLACES.map(value => ({ value, label: t(`hazards.judge.places.${value}`) }))} />
            </Form.Item>
            <Elements criteria={criteria} ticked={ticked} onChange={setTicked} />
            <Proposed criteria={criteria} place={place} ticked={ticked} />
          </>
        ) : (
          <p className="quiet">{t('hazards.judge.noStandard')}</p>
        )}
        <Form.Item label={t('hazards.judge.level')} required>
          <Radio.Group value={level} onChange={event => setLevel(event.target.value as string)} options={LEVELS.map(value => ({ value, label: t(`hazards.judge.levels.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('hazards.judge.basis')} extra={criteria && t('hazards.judge.basisHint')}>
          <Input value={words.basis} maxLength={200} onChange={event => put({ basis: event.target.value })} aria-label={t('hazards.judge.basis')} />
        </Form.Item>
        <Form.Item label={t('hazards.judge.reason')} required>
          <Input.TextArea rows={2} maxLength={500} value={words.reason} onChange={event => put({ reason: event.target.value })} aria-label={t('hazards.judge.reason')} />
        </Form.Item>
        <Form.Item label={t('hazards.judge.participants')}>
          <Input value={words.participants} maxLength={200} onChange={event => put({ participants: event.target.value })} aria-label={t('hazards.judge.participants')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Elements({ criteria, ticked, onChange }: { criteria: Criteria; ticked: string[]; onChange: (ticked: string[]) => void }) {
  const { t } = useTranslation()
  const parts = (['direct', 'counted', 'exclusions'] as const).filter(part => criteria[part].length > 0)
  return (
    <>
      {criteria.open.length > 0 && (
        <div className="open-clauses" role="note">
          <b>{t('hazards.judge.openParts')}</b>
          <ul lang="zh-CN">
            {criteria.open.map(({ clause, text }) => (
              <li key={clause}>
                {clause} {text}
              </li>
            ))}
          </ul>
          <p>{t('hazards.judge.openHint')}</p>
        </div>
      )}
      {parts.length > 0 && (
        <div className="clauses" tabIndex={0} role="region" aria-label={criteria.standard}>
          <Checkbox.Group value={ticked} onChange={values => onChange(values as string[])}>
            {parts.map(part => (
              <fieldset key={part}>
                <legend>{t(`hazards.judge.${part}`)}</legend>
                {criteria[part].map(({ clause, text }) => (
                  <Checkbox key={clause} value={clause}>
                    <span lang="zh-CN">
                      <b>{clause}</b> {text}
                    </span>
                  </Checkbox>
                ))}
              </fieldset>
            ))}
          </Checkbox.Group>
        </div>
      )}
    </>
  )
}

function Proposed({ criteria, place, ticked }: { criteria: Criteria; place: string; ticked: string[] }) {
  const { t } = useTranslation()
  const words = useProposalWords()
  const found = useQuery({ ...proposalOf(criteria.code, { place, ticked }), placeholderData: keepPreviousData })
  return (
    <p className="proposed" aria-live="polite">
      <span className="quiet">
        {t('hazards.judge.proposal')} · {t('hazards.judge.ticked', { n: ticked.length })}
      </span>{' '}
      <b>{found.data && words(found.data)}</b>
    </p>
  )
}
