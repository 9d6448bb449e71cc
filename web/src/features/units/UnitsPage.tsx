import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Form, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Unit } from '../../api/client'
import en from '../../app/en'
import { Failed } from '../../app/Failed'
import { unitList } from '../../app/queries'
import { useAct } from '../../app/useAct'

interface Row extends Unit {
  children?: Row[]
}

/** The tree of units; those whose parent is gone stand at the top. */
function tree(units: Unit[]): Row[] {
  const rows = new Map<string, Row>(units.map(unit => [unit.id, { ...unit }]))
  const top: Row[] = []
  for (const row of rows.values()) {
    const parent = row.parent ? rows.get(row.parent) : undefined
    if (parent) (parent.children ??= []).push(row)
    else top.push(row)
  }
  return top
}

export function UnitsPage() {
  const { t } = useTranslation()
  const units = useQuery(unitList)
  const [editing, setEditing] = useState<Unit | 'new' | null>(null)
  if (units.error) return <Failed error={units.error} retry={() => void units.refetch()} />
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('units.title')}</h1>
        <span className="quiet">{units.data?.length}</span>
        <span className="grow" />
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('units.add')}
        </Button>
      </div>
      {units.data && (
        <Table<Row>
          size="small"
          bordered
          rowKey="id"
          dataSource={tree(units.data)}
          pagination={false}
          scroll={{ x: 'max-content' }}
          expandable={{ defaultExpandAllRows: true }}
          locale={{ emptyText: <Empty description={t('units.empty')} /> }}
          columns={[
            { title: t('units.name'), dataIndex: 'name' },
            { title: t('units.kind'), render: (_, unit) => t(`unitKind.${unit.kind}` as 'unitKind.other') },
            { title: t('units.from'), dataIndex: 'valid_from', className: 'nowrap' },
            { title: t('units.to'), dataIndex: 'valid_to', className: 'nowrap' },
            {
              title: t('notices.action'),
              render: (_, unit) => (
                <Button type="link" size="small" onClick={() => setEditing(unit)}>
                  {t('review.edit')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {editing && <UnitDialog unit={editing === 'new' ? undefined : editing} units={units.data ?? []} onClose={() => setEditing(null)} />}
    </div>
  )
}

interface Values {
  name: string
  kind: string
  parent?: string
  valid_from: string
  valid_to?: string
}

function UnitDialog({ unit, units, onClose }: { unit?: Unit; units: Unit[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const street = units.find(other => other.kind === 'street')
  const start = unit ?? { kind: 'department', parent: street?.id, valid_from: `${new Date().getFullYear()}-01-01` }

  async function save({ name, kind, parent, valid_from, valid_to }: Values) {
    const saved = await act<unknown>(() =>
      unit
        ? ask(client.PATCH('/api/units/{id}', {
            params: { path: { id: unit.id } },
            body: { version: unit.version, name, kind, valid_to: valid_to || null },
          }))
        : ask(client.POST('/api/units', { body: { name, kind, parent: parent ?? null, valid_from } })),
    )
    if (saved) onClose()
  }
  return (
    <Modal
      open
      title={unit ? t('units.edit') : t('units.add')}
      okText={t('app.save')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={start} onFinish={values => void save(values)} requiredMark={false}>
        <Form.Item name="name" label={t('units.name')} rules={[{ required: true, max: 60 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="kind" label={t('units.kind')}>
          <Select options={Object.keys(en.unitKind).map(value => ({ value, label: t(`unitKind.${value}` as 'unitKind.other') }))} />
        </Form.Item>
        <Form.Item name="parent" label={t('units.parent')}>
          <Select allowClear disabled={!!unit} options={units.map(other => ({ value: other.id, label: other.name }))} />
        </Form.Item>
        <Form.Item name="valid_from" label={t('units.from')} rules={[{ required: true }]}>
          <Input type="date" disabled={!!unit} />
        </Form.Item>
        {unit && (
          <Form.Item name="valid_to" label={t('units.to')}>
            <Input type="date" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
