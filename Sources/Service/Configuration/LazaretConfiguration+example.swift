extension LazaretConfiguration {
    /// A commented configuration file. Every setting has its default; settings without a default are commented out.
    public static let example = #"""
        // lazaret.json: the settings of Lazaret with their defaults. Every setting is optional.
        // Any text may be "env:NAME" (an environment variable) or "file:PATH" (the contents of a file).
        // Write durations as "15m", "1h30m" or "500ms", and sizes as "10MB", "10MiB" or a number of bytes.
        {
          // Where clients reach the gateway.
          server: {
            address: "127.0.0.1",  // "0.0.0.0" listens on all interfaces
            port: 8080,
            //probePort: 8081,  // /healthz, /readyz and /metrics of a process without the role gateway (--roles)
            //publicURL: "https://files.example.com",  // the start of every link; the address and port above if absent
            //tls: { certificate: "/etc/lazaret/tls.pem", key: "/etc/lazaret/tls.key" },  // plain HTTP if absent
            trustedProxies: [
              //"127.0.0.1", "10.0.0.0/8",  // proxies whose X-Forwarded-For or Forwarded is trusted
            ],
            allowedOrigins: [
              //"https://shop.example.com",  // pages that may send files from a browser
            ],
            maximumConnections: 1000,
            maximumConnectionsPerAddress: 100,  // 0: no limit
            headTimeout: "10s",  // for a whole request head
            idleTimeout: "30s",  // between requests, and while a body or an answer stalls
            minimumRate: "1KiB",  // per second, for bodies and answers; 0: no limit
            rateWindow: "20s",  // the period over which the rate is averaged
            maximumHeadSize: "32KiB",
            maximumHeaderFields: 100,
            maximumTargetSize: "8KiB",  // path and query
            gracePeriod: "30s",  // how long a stop may take
          },

          // The state folder: ledger, local store, private clamd. A relative path starts at the working folder.
          data: "./lazaret-data",

          // Access keys and their roles. Without keys Lazaret creates one at the first start and prints it once.
          // A key's digest: printf %s "$KEY" | sha256sum
          auth: {
            keys: [
              //{ name: "web", sha256: "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", roles: ["upload", "cards", "operator", "metrics"] },
            ],
            //tokenSecret: "env:LAZARET_TOKEN_SECRET",  // signs upload tokens and links; created and kept in the state folder if absent
          },

          // Upload tokens: POST /tokens and "lazaret token".
          tokens: {
            lifetime: "15m",  // when the request names none
            maximumLifetime: "1d",
          },

          // Rate limits: a burst of so many requests, refilled evenly over the time. "requests: 0" is no limit.
          limits: {
            perKey: { requests: 12000, per: "1m" },
            perToken: { requests: 120, per: "1m" },
            perAddress: { requests: 600, per: "1m" },  // requests without a valid key, token or link
            unverified: { total: "256MB", perAddress: "64MB" },  // bytes held for signed requests until their signature is verified
          },

          // "sqlite": a file in the state folder. For several machines: "postgresql://user:password@host/database".
          ledger: "sqlite",

          // The place of the files: folders in the state folder, or two buckets of an S3 service.
          store: {
            kind: "local",
            //kind: "s3", endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1", accessKey: "env:S3_ACCESS_KEY", secretKey: "env:S3_SECRET_KEY",
            //quarantineBucket: "lazaret-quarantine", safeBucket: "lazaret-safe", pathStyle: false, presignedLinks: true, caCertificates: "/etc/lazaret/ca.pem",
          },

          // The signed links to released files.
          links: {
            lifetime: "1h",
          },

          // What may pass. Each setting that begins with "on" is "deliver", "hold" (an operator decides) or "reject".
          policy: {
            maximumSize: "10MB",
            maximumFilesPerMessage: 3,
            allow: ["image/png", "image/jpeg", "application/pdf", "text/plain"],  // "image/*": every picture type that cannot run code
            onEncrypted: "hold",  // files that need a password
            onMacro: "reject",  // office documents with macros
            onActiveContent: "hold",  // other scripts and actions
            onUnscannable: "hold",  // files that the scanner cannot scan completely
          },

          // The virus scanner. Without an entry in clamd, Lazaret uses the clamd of this machine, or else starts its own.
          scanner: {
            clamd: [
              //"unix:/run/clamav/clamd.ctl", "tcp://10.0.0.5:3310",
            ],
            timeout: "2m",  // for one scan; large files get more
            maximumSignatureAge: "7d",  // with older signatures Lazaret does not scan: files wait
            signatures: "/var/lib/clamav",  // for the clamd that Lazaret starts
            //concurrency: 2,  // concurrent scans at one clamd; twice the processors, at least 4, if absent
          },

          // Genesys Cloud. Without clientId and clientSecret Lazaret sends nothing there.
          genesys: {
            region: "mypurecloud.com",  // GENESYS_REGION if absent
            //organizationId: "env:GENESYS_ORG_ID",  // GENESYS_ORG_ID if absent; not used in this version
            //clientId: "env:GENESYS_CLIENT_ID",  // GENESYS_CLIENT_ID if absent
            //clientSecret: "env:GENESYS_CLIENT_SECRET",  // GENESYS_CLIENT_SECRET if absent
            routes: "platform",  // "tutorial": the paths and bodies of the tutorials
            routeOverrides: {
              //notice: "POST api /api/v2/conversations/messaging/{conversationId}/messages",
            },
            callsPerMinute: 300,  // in any minute; machines that share an OAuth client share the platform's 300
            revokeTokenAtStop: false,  // true: Lazaret revokes its access token when it stops
            downloadHosts: [  // hosts of files that messages name, besides the region's own
              //"*.s3.eu-central-1.amazonaws.com",
            ],
            //loginURL: "https://login.mypurecloud.com",  // from the region if absent, like the next two
            //apiURL: "https://api.mypurecloud.com",
            //streamingURL: "wss://streaming.mypurecloud.com",
            //integrationId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",  // the Open Messaging integration that carries files to agents
            //deploymentId: "5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716",  // the web messenger whose customers are told of refused files
            //webhookSecret: ["env:WEBHOOK_SECRET"],  // WEBHOOK_SECRET if absent; several while you change it
            topics: [  // topics of the watcher, which checks files in Genesys' own web messaging after they arrive
              //"v2.routing.queues.0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21.conversations.messages",
            ],
            watchOpenMessaging: false,  // true: also conversations of Open Messaging integrations, whose files already come through a gateway
            placeholderAfter: "3s",  // the agent sees a placeholder while a scan takes longer; "0s": never
            contactNotes: false,  // true: Lazaret also adds released files to the external contact
            onInfected: { disconnect: false },  // true: Lazaret disconnects a conversation in which the agent has an infected file
          },

          // The texts that customers read, by language; English if absent. "{name}" is the file's name; write "{{" and "}}" for braces.
          notices: {
            //de: { infected: "Ihre Datei hat unsere Sicherheitsprüfung nicht bestanden.", typeNotAllowed: "…", nameNotAllowed: "…", tooLarge: "…", tooMany: "…", empty: "…", encrypted: "…", activeContent: "…", notChecked: "…", notFetched: "…", badRequest: "…", notPermitted: "…", tooBusy: "…", unavailable: "…", page: { title: "…", intro: "…", token: "…", contact: "…", proceed: "…", footer: "…", lead: "…", or: "…", choose: "…", hint: "…", list: "…", cancel: "…", dismiss: "…", retry: "…", waiting: "…", sending: "…", checking: "…", checkingLong: "…", reconnecting: "…", busy: "…", released: "…", held: "…", cancelled: "…", empty: "…", folder: "…", tooLarge: "…", wrongType: "…", tooMany: "…", mismatch: "…", refused: "…", unauthorized: "…", forbidden: "…", failed: "…", noLimits: "…" } },
          },
          noticeLanguage: "en",

          // Outcome webhook: Lazaret reports each attachment's outcome to your own system (archive, OCR, …); no reports without url.
          handover: {
            //url: "https://archive.example.com/attachments",
            //secret: ["env:HANDOVER_SECRET"],  // signs with the fields of Standard Webhooks
            outcomes: ["released", "infected", "rejected"],  // also "delivered", "held", "failed"
          },

          // Downloads from addresses that others sent: only https, and only hosts on the public internet.
          downloads: {
            hosts: [  // the only hosts that an upload by URL may name; any if empty
              //"*.example.com",
            ],
            allowPrivate: [  // private addresses that Lazaret may reach
              //"10.1.0.0/16",
            ],
            allowHTTP: false,
            ports: [  // besides the scheme's own
              //8443,
            ],
            timeout: "2m",  // for one file
            credentials: [  // sent to these hosts alone
              //{ host: "media.example.com", bearer: "env:MEDIA_TOKEN" },
              //{ host: "*.example.org", basic: { user: "lazaret", password: "env:MEDIA_PASSWORD" } },
              //{ host: "api.example.net", header: { name: "X-Api-Key", value: "env:MEDIA_KEY" } },
            ],
          },

          // What outgoing calls go through; they go straight if absent.
          proxy: {
            //url: "http://proxy.example.com:3128",  // https_proxy, HTTPS_PROXY, all_proxy or ALL_PROXY if absent
            exclude: [  // reached without it; no_proxy or NO_PROXY if absent
              //"example.internal", "10.0.0.0/8",
            ],
            resolvesNames: false,  // true: the proxy alone decides which addresses the names of files stand for
          },
          //caCertificates: "/etc/lazaret/ca.pem",  // trusted besides the system's, for everything that is called

          // Customers' channels by name: POST /channels/shop/messages.
          channels: {
            //shop: { integrationId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", secret: { inbound: "env:SHOP_INBOUND", events: "env:SHOP_EVENTS", outbound: "env:SHOP_OUTBOUND" }, outboundURL: "https://shop.example.com/messages", rawBodies: false },
          },

          // Limits of rich cards. Lengths are in characters.
          cards: {
            maximumDepth: 4,
            maximumComponents: 20,
            maximumButtons: 5,
            allowsLinks: true,
            maximumCards: 10,  // in a carousel
            maximumQuickReplies: 13,
            titleLength: 200,
            descriptionLength: 2000,
            labelLength: 80,  // a button's text
            payloadLength: 1000,  // the payload that a button sends back
            extraButtons: "refuse",  // or "cut": Lazaret keeps the first ones, and the answer lists the cut ones
            transcript: false,  // true: the words of a card pushed to a channel are also sent into the conversation
            //templates: "/etc/lazaret/cards",  // a folder of NAME.json; if absent, ./cards if it exists
            channels: {  // other limits for single channels
              whatsapp: { maximumButtons: 3, maximumQuickReplies: 3, allowsLinks: false, labelLength: 20 },
            },
          },

          // Bot connectors by name: POST /botconnector/orders.
          bots: {
            //orders: { header: "X-Bot-Secret", secret: ["env:BOT_SECRET"], answers: { "track my order": "order-status" }, endpoint: "https://bot.example.com/turns", endpointSecret: "env:BOT_ENDPOINT_SECRET" },
          },

          // Reports of the outcome of each card, signed by Standard Webhooks; no reports without url.
          analytics: {
            //url: "https://analytics.example.com/cards",
            //secret: "env:ANALYTICS_SECRET",
          },

          // How long Lazaret keeps finished work. It deletes nothing of a file while a message about it is still to be sent.
          retention: {
            delivered: "30d",  // the bytes of released and delivered files; their links end then
            held: "30d",  // the bytes of held and failed files
            refused: "90d",  // the records of refused files; their bytes are deleted at once
            rows: "90d",  // the records of all other files, and messages
            keys: "1d",  // senders' idempotency keys
          },

          // The audit log: every entry is linked to the one before.
          audit: {
            //key: "env:LAZARET_AUDIT_KEY",  // links the entries, so that only the holder of the key can make them; at least 32 bytes
          },

          logging: {
            level: "info",  // or "debug", "warning", "error"
          },
        }

        """#
}
