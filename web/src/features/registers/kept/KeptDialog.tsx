import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../app/queries'
import { useAct } from '../../../app/useAct'
import { useKnown } from '../data/context'
import { change, keptLists, type Kept } from './calls'
import { LONGEST_NAME } from './KeptPanel'

/** Another name, another audience. */
export function KeptDialog({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const { act, busy } = useAct()
  const [name, setName] = useState(kept.name)
  const [shared, setShared] = useState(kept.shared)
  async function save() {
    if (!name.trim()) return
    const done = await act(() => change(kept, { name, shared }), () => queries.invalidateQueries(keptLists(definition.code)))
    if (done) onClose()
  }
  return (
    <Modal open width={420} title={t('registers.kept.edit')} okText={t('app.save')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !name.trim() }} onOk={() => void save()} onCancel={onClose}>
      <div className="stack">
        <Input autoFocus maxLength={LONGEST_NAME} aria-label={t('registers.kept.name')} value={name} onChange={event => setName(event.target.value)} onPressEnter={() => void save()} />
        <Checkbox checked={shared} onChange={event => setShared(event.target.checked)}>
          {t('registers.kept.share')}
        </Checkbox>
      </div>
    </Modal>
  )
}
