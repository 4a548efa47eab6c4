extension LazaretConfiguration {
    /// A configuration file that explains itself. Every setting in it has its default; those without one are commented out.
    public static let example = #"""
        // lazaret.json: the settings of Lazaret, with their defaults. All of them can be left out.
        // Any text may be "env:NAME" (an environment variable) or "file:PATH" (the contents of a file).
        // Durations are written "15m", "1h30m" or "500ms"; sizes "10MB", "10MiB" or as a number of bytes.
        {
          // Where clients reach the gateway.
          server: {
            address: "127.0.0.1",  // "0.0.0.0": everybody who can reach this machine
            port: 8080,
            //probePort: 8081,  // for /healthz, /readyz and /metrics of a process that takes nothing in (--roles)
            //publicURL: "https://files.example.com",  // what links begin with; the address and port above if absent
            //tls: { certificate: "/etc/lazaret/tls.pem", key: "/etc/lazaret/tls.key" },  // plain HTTP if absent
            trustedProxies: [
              //"127.0.0.1", "10.0.0.0/8",  // whose X-Forwarded-For or Forwarded is believed
            ],
            allowedOrigins: [
              //"https://shop.example.com",  // pages that may send files from a browser
            ],
            maximumConnections: 1000,
            maximumConnectionsPerAddress: 100,  // 0: no limit
            headTimeout: "10s",  // for a request's head as a whole
            idleTimeout: "30s",  // between requests, and for silence within a body or an answer
            minimumRate: "1KiB",  // a second, for bodies and answers; 0: no limit
            rateWindow: "20s",  // for how long the rate is averaged
            maximumHeadSize: "32KiB",
            maximumHeaderFields: 100,
            maximumTargetSize: "8KiB",  // path and query
            gracePeriod: "30s",  // how long a stop may take
          },

          // The state folder: ledger, local store, private clamd. Relative to the working folder.
          data: "./lazaret-data",

          // Who may do what. Without keys one is made at the start and printed once.
          // A key's digest: printf %s "$KEY" | sha256sum
          auth: {
            keys: [
              //{ name: "web", sha256: "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", roles: ["upload", "cards", "operator", "metrics"] },
            ],
            //tokenSecret: "env:LAZARET_TOKEN_SECRET",  // signs upload tokens and links; made and kept in the state folder if absent
          },

          // Upload tokens: POST /tokens and "lazaret token".
          tokens: {
            lifetime: "15m",  // when nobody says
            maximumLifetime: "1d",
          },

          // How often each may ask, at once or spread over the time. "requests: 0" is no limit.
          limits: {
            perKey: { requests: 12000, per: "1m" },
            perToken: { requests: 120, per: "1m" },
            perAddress: { requests: 600, per: "1m" },  // what comes without a valid key, token or signature
            unverified: { total: "256MB", perAddress: "64MB" },  // bytes at once of signed requests whose signature is not known yet
          },

          // "sqlite": a file in the state folder. For several machines: "postgresql://user:password@host/database".
          ledger: "sqlite",

          // Where the bytes lie: folders in the state folder, or two buckets of an S3 service.
          store: {
            kind: "local",
            //kind: "s3", endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1", accessKey: "env:S3_ACCESS_KEY", secretKey: "env:S3_SECRET_KEY",
            //quarantineBucket: "lazaret-quarantine", safeBucket: "lazaret-safe", pathStyle: false, presignedLinks: true,
          },

          // The signed links to released files.
          links: {
            lifetime: "1h",
          },

          // What may pass. The settings that begin with "on" are "deliver", "hold" (an operator decides) or "reject".
          policy: {
            maximumSize: "10MB",
            maximumFilesPerMessage: 3,
            allow: ["image/png", "image/jpeg", "application/pdf", "text/plain"],  // "image/*" is every harmless picture
            onEncrypted: "hold",  // cannot be looked into without a password
            onMacro: "reject",  // office documents with macros
            onActiveContent: "hold",  // scripts and the like
            onUnscannable: "hold",  // the scanner says that it cannot judge the file
          },

          // Who judges the bytes. Without clamd one is started and watched by Lazaret itself.
          scanner: {
            clamd: [
              //"unix:/run/clamav/clamd.ctl", "tcp://10.0.0.5:3310",
            ],
            timeout: "2m",  // for one scan; large files get more
            maximumSignatureAge: "7d",  // older signatures judge nothing any more: files wait
            signatures: "/var/lib/clamav",  // for the clamd that Lazaret starts
            //concurrency: 2,  // files scanned at once; as many as there are processors if absent
          },

          // Genesys Cloud. Nothing is sent there without clientId and clientSecret.
          genesys: {
            region: "mypurecloud.com",  // GENESYS_REGION if absent
            //organizationId: "env:GENESYS_ORG_ID",  // GENESYS_ORG_ID if absent; only the tutorials' routes carry it
            //clientId: "env:GENESYS_CLIENT_ID",  // GENESYS_CLIENT_ID if absent
            //clientSecret: "env:GENESYS_CLIENT_SECRET",  // GENESYS_CLIENT_SECRET if absent
            routes: "platform",  // "tutorial": the paths and bodies of the tutorials
            routeOverrides: {
              //notice: "POST api /api/v2/conversations/messaging/{conversationId}/messages",
            },
            callsPerMinute: 300,  // in any minute; machines that share an OAuth client share the platform's 300
            revokeTokenAtStop: false,  // true: the access token ends with the program
            downloadHosts: [  // besides the region's own, for the files that messages name
              //"*.s3.eu-central-1.amazonaws.com",
            ],
            //loginURL: "https://login.mypurecloud.com",  // these three from the region if absent
            //apiURL: "https://api.mypurecloud.com",
            //streamingURL: "wss://streaming.mypurecloud.com",
            //integrationId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",  // of the Open Messaging integration that carries files to agents
            //deploymentId: "5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716",  // of the web messenger, whose customers are told of refused files
            //webhookSecret: ["env:WEBHOOK_SECRET"],  // WEBHOOK_SECRET if absent; several while one is being changed
            topics: [  // what the watcher listens to: files in the platform's own web messaging, looked at after the fact
              //"v2.routing.queues.0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21.conversations.messages",
            ],
            watchOpenMessaging: false,  // true: conversations of Open Messaging integrations too, whose files come through a gateway already
            placeholderAfter: "3s",  // a longer scan is shown to the agent; "0s": never
            contactNotes: false,  // true: released files are put on the external contact as well
            onInfected: { disconnect: false },  // true: ends a conversation in which the agent has an infected file
          },

          // What customers are told when a file is refused, by language; English if absent.
          notices: {
            //de: { infected: "Ihre Datei hat unsere Sicherheitsprüfung nicht bestanden.", typeNotAllowed: "…", nameNotAllowed: "…", tooLarge: "…", tooMany: "…", empty: "…", encrypted: "…", activeContent: "…", notChecked: "…", notFetched: "…" },
          },
          noticeLanguage: "en",

          // Your own systems (archive, OCR, …) are told what became of attachments; nobody if absent.
          handover: {
            //url: "https://archive.example.com/attachments",
            //secret: ["env:HANDOVER_SECRET"],  // signs by Standard Webhooks' fields
            outcomes: ["released", "infected", "rejected"],  // or "delivered", "held", "failed"
          },

          // Files that are fetched from addresses that came from outside: https, and hosts on the public internet.
          downloads: {
            hosts: [  // the only ones that an upload by URL may name; any if empty
              //"*.example.com",
            ],
            allowPrivate: [  // reached although they are not public
              //"10.1.0.0/16",
            ],
            allowHTTP: false,
            ports: [  // besides 443
              //8443,
            ],
            timeout: "2m",  // for one file
          },

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
            payloadLength: 1000,  // what a button sends back
            extraButtons: "refuse",  // or "cut": the first ones stay, and the answer says what was cut
            transcript: false,  // true: the words of a card pushed to a channel are sent into the conversation as well
            //templates: "/etc/lazaret/cards",  // a folder of NAME.json; ./cards if absent and there
            channels: {  // other limits for the cards of a channel
              whatsapp: { maximumButtons: 3, maximumQuickReplies: 3, allowsLinks: false, labelLength: 20 },
            },
          },

          // Bot connectors by name, answered with cards: POST /botconnector/orders.
          bots: {
            //orders: { header: "X-Bot-Secret", secret: ["env:BOT_SECRET"], answers: { "track my order": "order-status" }, endpoint: "https://bot.example.com/turns", endpointSecret: "env:BOT_ENDPOINT_SECRET" },
          },

          // Where the outcome of each card is reported, signed by Standard Webhooks; nowhere if absent.
          analytics: {
            //url: "https://analytics.example.com/cards",
            //secret: "env:ANALYTICS_SECRET",
          },

          // How long what has come to its end stays. Nothing goes while it has still to be sent.
          retention: {
            delivered: "30d",  // the bytes of released and delivered files; links to them end then
            held: "30d",  // the bytes of held files, and of those that were given up
            refused: "90d",  // what is known of refused files; their bytes go at once
            rows: "90d",  // what is known of all others
            keys: "1d",  // senders' idempotency keys
          },

          // The log of who did what: every entry is linked to the one before.
          audit: {
            //key: "env:LAZARET_AUDIT_KEY",  // links are made with it, so that nobody else can make them; 32 characters or more
          },

          logging: {
            level: "info",  // or "debug", "warning", "error"
          },
        }

        """#
}
