import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { parted, type Account, type Post } from './data'
import { Lines } from './Lines'
import { PostFields, postOf, type PostValues } from './PostFields'
import { PostWords } from './PostWords'

/** The posts of a person: in several units, at several times. */
export function Posts({ account, mayGive }: { account: Account; mayGive: boolean }) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<'give' | Post | null>(null)
  const { now, over } = parted(account.posts, today())
  const span = (post: Post) => `${post.valid_from} — ${post.valid_to ?? t('units.open')}`
  return (
    <section className="person-part">
      <div className="row">
        <h3>{t('people.posts')}</h3>
        <span className="grow" />
        {mayGive && (
          <Button size="small" onClick={() => setDoing('give')}>
            {t('people.give')}
          </Button>
        )}
      </div>
      {now.length === 0 && <p className="quiet">{t('people.noPosts')}</p>}
      <ul className="post-list" aria-label={t('people.posts')}>
        {now.map(post => (
          <li key={post.id}>
            <div>
              <PostWords post={post} />
              <div className="quiet">
                {span(post)} {!post.held && t('people.notYet')}
              </div>
              <Lines account={account} post={post} mayGive={mayGive} />
            </div>
            {mayGive && (
              <Button type="link" size="small" onClick={() => setDoing(post)}>
                {t('people.endPost')}
              </Button>
            )}
          </li>
        ))}
        {over.map(post => (
          <li key={post.id} className="ended">
            <div>
              <PostWords post={post} />
              <div className="quiet">
                {span(post)} {t('people.over')}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {doing === 'give' && <Giving account={account} onClose={() => setDoing(null)} />}
      {doing && doing !== 'give' && <Ending account={account} post={doing} onClose={() => setDoing(null)} />}
    </section>
  )
}

interface DialogProps {
  account: Account
  onClose: () => void
}

function Giving({ account, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<PostValues>()
  async function save(values: PostValues) {
    const given = await act(() => ask(client.POST('/api/accounts/{id}/posts', { params: { path: { id: account.id } }, body: postOf(values) })))
    if (given) onClose()
  }
  return (
    <Modal open width={440} title={t('people.giveTo', { name: account.name })} okText={t('people.give')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy }} onOk={() => form.submit()} onCancel={onClose}>
      <Form<PostValues> form={form} layout="vertical" requiredMark={false} initialValues={{ valid_from: today() }} onFinish={values => void save(values)}>
        <PostFields />
      </Form>
    </Modal>
  )
}

/** A post is ended, never taken out: who was what, and when, stays. */
function Ending({ account, post, onClose }: DialogProps & { post: Post }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [day, setDay] = useState(today())
  async function end() {
    const path = { id: account.id, post: post.id }
    const ended = await act(() => ask(client.POST('/api/accounts/{id}/posts/{post}/end', { params: { path }, body: { last_day: day } })).then(() => true))
    if (ended) onClose()
  }
  return (
    <Modal open width={400} title={t('people.endPost')} okText={t('people.endPost')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !day, danger: true }} onOk={() => void end()} onCancel={onClose}>
      <p>
        <b lang="zh-CN">{account.name}</b> <PostWords post={post} />
      </p>
      <label>
        {t('people.lastDay')} <DayInput value={day} onChange={setDay} />
      </label>
      <p className="quiet">{t('people.endPostHint')}</p>
    </Modal>
  )
}
