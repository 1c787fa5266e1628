import type { Page, WebSocketRoute } from '@playwright/test'

/** Stands between a page and the draft, as a mobile network does: it can lose its signal and find it again. */
export async function carrier(page: Page) {
  const open = new Set<WebSocketRoute>()
  let signal = true
  // Plain HTTP, which the page tries where no socket goes through, has no more signal than that.
  await page.route(/\/sync\//, (route) => (signal ? route.continue() : route.abort('internetdisconnected')))
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (!signal) return void socket.close({ code: 1001 })
    open.add(socket)
    socket.connectToServer()
  })
  return {
    lose() {
      signal = false
      for (const socket of open) void socket.close({ code: 1001 })
      open.clear()
    },
    find() { signal = true },
  }
}
