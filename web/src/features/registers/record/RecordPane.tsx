import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { useKnown } from '../data/context'
import { recordDetail } from '../data/queries'
import { stateName } from '../text/cells'
import { Facts } from './Facts'
import { History } from './History'
import { LinkedCounts } from './LinkedCounts'
import { Moves } from './Moves'
import { Standing } from './Standing'
import { StoodAside } from './StoodAside'

interface Props {
  id: string
  onClose: () => void
  onEdit: () => void
}

/** The record beside the list; the table stays where it was. */
export function RecordPane({ id, onClose, onEdit }: Props) {
  const { t } = useTranslation()
  const known = useKnown()
  const { code } = known.definition
  const detail = useQuery(recordDetail(code, id))
  const close = <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('registers.record.close')} onClick={onClose} />
  if (!detail.data) {
    return (
      <aside className="sheet record-pane">
        <div className="pane-head">
          <span className="grow" />
          {close}
        </div>
        {detail.error ? <Failed error={detail.error} retry={() => void detail.refetch()} /> : <span className="bone" />}
      </aside>
    )
  }
  const { record } = detail.data
  const isStanding = !record.removed_at && !record.merged_into
  return (
    <aside className="sheet record-pane" aria-label={record.title} data-testid="record-pane">
      <div className="pane-head">
        <h2 lang="zh-CN">{record.title || '—'}</h2>
        <span className="chip">{stateName(known, record.state)}</span>
        <span className="grow" />
        {detail.data.may_edit && !detail.data.only && (
          <Button size="small" onClick={onEdit}>
            {t('registers.record.edit')}
          </Button>
        )}
        <Link to="/registers/$code/$id" params={{ code, id }} className="ant-btn-link">
          {t('registers.record.whole')}
        </Link>
        {close}
      </div>
      <div className="pane-body">
        <StoodAside record={record} />
        {isStanding && <Moves detail={detail.data} />}
        <Standing detail={detail.data} />
        <Facts detail={detail.data} />
        <LinkedCounts detail={detail.data} />
        <h3>{t('registers.history.title')}</h3>
        <History detail={detail.data} most={4} />
      </div>
    </aside>
  )
}
