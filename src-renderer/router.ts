/** The rooms of the window and who may enter them. */
import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import type { Right } from '../src-preload/contract/rights'
import { useSession } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which frame stands around the room. */
    frame: 'signed-out' | 'desk'
    /** Without this right one lands in one's own first room. */
    right?: Right
    /** Key of the title of the window. */
    title: string
  }
}

/** Makes the router; the address must be free of the start code by then. */
export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      {
        path: '/welcome',
        component: () => import('./views/welcome/WelcomeView.vue'),
        meta: { frame: 'signed-out', title: 'welcome.title' },
      },
      {
        path: '/sign-in',
        component: () => import('./views/sign-in/SignInView.vue'),
        meta: { frame: 'signed-out', title: 'signIn.title' },
      },
      {
        path: '/accounts',
        component: () => import('./views/accounts/AccountsView.vue'),
        meta: { frame: 'desk', right: 'accounts.see', title: 'accounts.title' },
      },
      {
        path: '/accounts/import',
        component: () => import('./views/import/ImportView.vue'),
        meta: { frame: 'desk', right: 'accounts.import', title: 'frame.titles.import' },
      },
      {
        path: '/accounts/:id',
        component: () => import('./views/account/AccountView.vue'),
        props: true,
        meta: { frame: 'desk', right: 'accounts.see', title: 'frame.titles.account' },
      },
      {
        path: '/audit-log',
        component: () => import('./views/audit/AuditLogView.vue'),
        meta: { frame: 'desk', right: 'audit.see', title: 'frame.rail.auditLog' },
      },
      {
        path: '/account-management',
        component: () => import('./views/self/AccountManagementView.vue'),
        meta: { frame: 'desk', right: 'self.see', title: 'self.title' },
      },
      { path: '/', component: { render: () => null }, meta: { frame: 'signed-out', title: 'frame.product' } },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })

  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.state && !session.fault) await session.load()
    // app.vue shows the fault in place of any room.
    if (!session.state) return true
    if (session.state.welcome === 'administrator') return to.path === '/welcome' || '/welcome'
    if (!session.me) {
      if (to.path === '/sign-in') return true
      return { path: '/sign-in', query: to.path === '/' || to.path === '/welcome' ? {} : { then: to.fullPath } }
    }
    if (session.state.welcome === 'recovery-key') return to.path === '/welcome' || '/welcome'
    if (to.path === '/' || to.path === '/sign-in' || to.path === '/welcome') return session.home
    if (to.meta.right && !session.can(to.meta.right)) return session.home
    return true
  })
  return router
}
