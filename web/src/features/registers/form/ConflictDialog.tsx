import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { join } from '../../../app/i18n'
import { minuteOf } from '../../../app/moments'
import { useKnown } from '../data/context'
import type { NameMap, RecordView } from '../data/types'
import { useReferenceNames } from '../record/useReferenceNames'
import { sectorName } from '../text/cells'
import { named, shown } from '../text/named'
import type { Conflict } from './useSave'

interface Props {
  conflict: Conflict
  names: NameMap
  busy: boolean
  onSettle: (mine: ReadonlySet<string>) => Promise<void>
  onGiveUp: () => void
  onClose: () => void
}

/** Mine against theirs, field by field; nothing is lost unseen. */
export function ConflictDialog({ conflict, names, busy, onSettle, onGiveUp, onClose }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const { theirsNow, clashes } = conflict
  const all = useReferenceNames([theirsNow.record, { values: conflict.mineNow }] as RecordView[], { ...names, ...theirsNow.names })
  const last = theirsNow.history[0]
  const name = (code: string) => {
    const field = known.field(code)
    return field ? named(field.name, known.language) : code === 'unit' || code === 'sector' ? t(`registers.own.${code}`) : code
  }
  const text = (code: string, texts: string[]) => {
    if (code === 'sector') return sectorName(known, texts[0]) || '—'
    const field = known.field(code)
    return (field ? shown(field, texts, all, known.words) : texts.map(id => all[id] ?? id).join('')) || '—'
  }
  function choose(code: string, isMine: boolean) {
    const next = new Set(mine)
    if (isMine) next.add(code)
    else next.delete(code)
    setMine(next)
  }
  const footer = [
    <Button key="theirs" onClick={onGiveUp}>
      {t('registers.conflict.giveUp')}
    </Button>,
    <Button key="save" type="primary" loading={busy} onClick={() => void onSettle(mine)}>
      {t('registers.conflict.save')}
    </Button>,
  ]
  return (
    <Modal open width={760} title={t('registers.conflict.title')} onCancel={onClose} footer={footer}>
      <div className="stack">
      <p>{t('registers.conflict.who', { who: last?.by ?? t('registers.history.nobody'), at: last ? minuteOf(last.at) : '' })}</p>
      {clashes.length > 0 && (
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{t('registers.conflict.field')}</th>
              <th scope="col">{t('registers.conflict.base')}</th>
              <th scope="col">{t('registers.conflict.theirs')}</th>
              <th scope="col">{t('registers.conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {clashes.map(({ code, ...three }) => (
              <tr key={code}>
                <td>{name(code)}</td>
                <td className="quiet" lang="zh-CN" data-label={t('registers.conflict.base')}>
                  {text(code, three.base)}
                </td>
                {(['theirs', 'mine'] as const).map(side => (
                  <td key={side} lang="zh-CN" data-label={t(`registers.conflict.${side}`)}>
                    <Radio checked={mine.has(code) === (side === 'mine')} onChange={() => choose(code, side === 'mine')} aria-label={t(`registers.conflict.take.${side}`, { name: name(code) })}>
                      {text(code, three[side])}
                    </Radio>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {conflict.mine.length > 0 && <p>{t('registers.conflict.onlyMine', { fields: join(t, conflict.mine.map(name)) })}</p>}
      {conflict.theirs.length > 0 && <p className="quiet">{t('registers.conflict.onlyTheirs', { fields: join(t, conflict.theirs.map(name)) })}</p>}
      </div>
    </Modal>
  )
}
