// Pages come in pieces of their own, fetched when somebody goes there.
import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'

/** The piece of a page did not come: no network, or a newer version of the server has other pieces. */
export class PageMissing extends Error {
  constructor(cause: unknown) {
    super('a piece of the page did not come', { cause })
  }
}

/**
 * A page by its name in a module. The router would load the whole document anew when a piece is missing, and leave the
 * user with the browser's own page when the network is gone; so its error goes by another name.
 */
export function page<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  const told = () =>
    load().catch((cause: unknown): never => {
      throw new PageMissing(cause)
    })
  return lazyRouteComponent(told, name)
}
