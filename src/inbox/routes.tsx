import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { inboxApi } from "./api.ts";
import { bulkRoutes } from "./bulk-routes.tsx";
import { confirmationRoutes } from "./confirmation-routes.tsx";
import { customerRoutes } from "./customer-routes.tsx";
import { deletionRequestRoutes } from "./deletion-request-routes.tsx";
import { erasureRoutes } from "./erasure-routes.tsx";
import { forwardRoutes } from "./forward-routes.tsx";
import { importRoutes } from "./import-routes.tsx";
import { inboxRoutes } from "./inbox-routes.tsx";
import { liveRoutes } from "./live-routes.tsx";
import { mailboxRoutes } from "./mailbox-routes.tsx";
import { messageRoutes } from "./message-routes.tsx";
import { newTicketRoutes } from "./new-ticket-routes.tsx";
import { personExportRoutes } from "./person-export-routes.tsx";
import { privacyRequestRoutes } from "./privacy-request-routes.tsx";
import { replyRoutes } from "./reply-routes.tsx";
import { retentionRoutes } from "./retention-routes.tsx";
import { savedReplyRoutes } from "./saved-reply-routes.tsx";
import { subjectRoutes } from "./subject-routes.tsx";
import { tagRoutes } from "./tag-routes.tsx";
import { tellingRoutes } from "./telling-routes.tsx";
import { ticketMoreRoutes } from "./ticket-more-routes.tsx";
import { ticketRoutes } from "./ticket-routes.tsx";

/** Every address of the inbox. Its type says only that it is a plugin: all of them together are more than the compiler follows. */
export function inboxArea(app: App): Elysia {
  const routes = [
    mailboxRoutes,
    retentionRoutes,
    importRoutes,
    inboxRoutes,
    liveRoutes,
    customerRoutes,
    erasureRoutes,
    personExportRoutes,
    newTicketRoutes,
    deletionRequestRoutes,
    tellingRoutes,
    ticketRoutes,
    ticketMoreRoutes,
    privacyRequestRoutes,
    tagRoutes,
    bulkRoutes,
    savedReplyRoutes,
    forwardRoutes,
    replyRoutes,
    messageRoutes,
    confirmationRoutes,
    subjectRoutes,
    inboxApi,
  ];
  const area = new Elysia();
  for (const one of routes) area.use(one(app) as unknown as Elysia);
  return area;
}
