/**
 * Types of the HTTP API, made from its OpenAPI document by `npm run api-client`. Not to be edited.
 */
export interface paths {
    "/api/v1/alert-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts with one line an event, newest first unless sorted otherwise */
        get: operations["alertGroupsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts, newest first unless sorted otherwise */
        get: operations["alertsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert */
        get: operations["alertsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge an alert */
        post: operations["alertsAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an alert to somebody, or to nobody */
        post: operations["alertsAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a comment to the record of an alert */
        post: operations["alertsComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether somebody said that an alert was a true one */
        get: operations["alertFeedbackGet"];
        put?: never;
        /**
         * Say whether an alert was a true one
         * @description Models learn from it.
         */
        post: operations["alertFeedbackSay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an alert with its cause; a reason is needed while its condition holds */
        post: operations["alertsResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/shelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep an alert out of sight for a time, or until it clears */
        post: operations["alertsShelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an alert, newest first */
        get: operations["alertsTransitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/unshelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a shelved alert back into sight; if still active it asks for acknowledgement again */
        post: operations["alertsUnshelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One command to many alerts, answered for each of them */
        post: operations["alertsCommands"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many alerts are open */
        get: operations["alertsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys */
        get: operations["apiKeysList"];
        put?: never;
        /** Add to the API keys */
        post: operations["apiKeysCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the API keys */
        get: operations["apiKeysGet"];
        put?: never;
        post?: never;
        /** Take away one of the API keys */
        delete: operations["apiKeysRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the API keys
         * @description Fields left out stay as they are.
         */
        patch: operations["apiKeysUpdate"];
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List assets */
        get: operations["assetsList"];
        put?: never;
        /** Add to the assets */
        post: operations["assetsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the assets */
        get: operations["assetsGet"];
        put?: never;
        post?: never;
        /** Take away one of the assets */
        delete: operations["assetsRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the assets
         * @description Fields left out stay as they are.
         */
        patch: operations["assetsUpdate"];
        trace?: never;
    };
    "/api/v1/assets/{id}/breaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Breaks of a pipe, newest first */
        get: operations["maintenanceListBreaks"];
        put?: never;
        /** Record a break */
        post: operations["maintenanceRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/breaks/{breakId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away a break that was recorded by mistake */
        delete: operations["maintenanceRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Risk of a pipe or pump, with its reasons */
        get: operations["maintenanceOfAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first */
        get: operations["auditList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One row of the trail */
        get: operations["auditGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whole chains as lines of JSON, for the offline verifier */
        get: operations["auditExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the chains of the trail, row by row, against themselves and what was sealed */
        get: operations["auditVerify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a password */
        post: operations["authLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of the access token, refresh token or cookie */
        post: operations["authLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every session of your own */
        post: operations["authLogoutAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are and what you may do */
        get: operations["authMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish signing in with a second factor */
        post: operations["authMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your password; ends all other sessions */
        post: operations["authChangePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token, which works once, for new tokens */
        post: operations["authRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your open sessions, last used first */
        get: operations["sessionsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your sessions */
        delete: operations["sessionsRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to enrol an authenticator app */
        post: operations["authBeginTotp"];
        /** Remove the authenticator app */
        delete: operations["authRemoveTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish enrolling with a first code */
        post: operations["authConfirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/balance/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Zones by what they lose, most first */
        get: operations["balanceZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store readings
         * @description One reading or up to 5000. The answer comes once they are stored durably.
         */
        post: operations["batchReadings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codecs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List codecs */
        get: operations["codecsList"];
        put?: never;
        /** Add to the codecs */
        post: operations["codecsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codecs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the codecs */
        get: operations["codecsGet"];
        put?: never;
        post?: never;
        /** Take away one of the codecs */
        delete: operations["codecsRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the codecs
         * @description Fields left out stay as they are.
         */
        patch: operations["codecsUpdate"];
        trace?: never;
    };
    "/api/v1/codecs/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the test vectors of a codec */
        post: operations["codecsTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codecs/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a codec that need not be saved
         * @description Its failures are part of the result.
         */
        post: operations["codecsTry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List devices */
        get: operations["devicesList"];
        put?: never;
        /** Add to the devices */
        post: operations["devicesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the devices */
        get: operations["devicesGet"];
        put?: never;
        post?: never;
        /** Take away one of the devices */
        delete: operations["devicesRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the devices
         * @description Fields left out stay as they are.
         */
        patch: operations["devicesUpdate"];
        trace?: never;
    };
    "/api/v1/devices/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders to a device, newest first */
        get: operations["deviceCommandsList"];
        put?: never;
        /**
         * Propose an order to a device
         * @description It goes out once a second person approves.
         */
        post: operations["deviceCommandsPropose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/commands/{commandId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an order go out that another person has proposed */
        post: operations["deviceCommandsApprove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/commands/{commandId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an order back that the device has not got yet */
        post: operations["deviceCommandsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a device is known by: tokens, names outside the platform, shared secrets */
        get: operations["deviceNamesList"];
        put?: never;
        /** Give a device a name outside the platform, or a shared secret */
        post: operations["deviceNamesAdd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/credentials/{credentialId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a name, a secret or a token away
         * @description It opens nothing any more.
         */
        delete: operations["deviceNamesRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came from a device, minute by minute, and what became of it */
        get: operations["telemetryLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/revoke-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all credentials at once */
        post: operations["devicesRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/rotate-credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a new credential
         * @description Earlier ones work for 24 hours more.
         */
        post: operations["devicesRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events, newest first unless sorted otherwise */
        get: operations["eventsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event with its alarms and the causes considered */
        get: operations["eventsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the cause turned out to be */
        post: operations["eventsConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gis/layers/{layer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Objects of a map layer as GeoJSON */
        get: operations["gisLayer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gis/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What lies near a place, nearest first */
        get: operations["gisNear"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gis/tiles/{layer}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A Mapbox vector tile
         * @description An empty tile answers 204.
         */
        get: operations["gisTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gis/within": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that an area touches */
        post: operations["gisWithin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports, newest first */
        get: operations["importsList"];
        put?: never;
        /**
         * Send a file
         * @description CSV, NDJSON or .xlsx, also packed by gzip; the type is found by its content. A large file is sent in parts: the first here with the size of the whole, the others to `content`.
         */
        post: operations["importsUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import, with its progress */
        get: operations["importsGet"];
        put?: never;
        post?: never;
        /**
         * Take away an import
         * @description With its file and errors. Readings that are stored stay.
         */
        delete: operations["importsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an import
         * @description Readings that are stored stay.
         */
        post: operations["importsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the next part of a file */
        post: operations["importsAppend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the file as an import would, and store nothing */
        post: operations["importsDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows and cells that were not stored, as CSV */
        get: operations["importsErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say how the file is to be read */
        put: operations["importsMap"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import the file
         * @description A cancelled or failed import goes on where it ended.
         */
        post: operations["importsStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leak-suspects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suspected leaks, newest first */
        get: operations["leakSuspectsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leak-suspects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One suspected leak */
        get: operations["leakSuspectsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leak-suspects/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what was found
         * @description `not_found`: what was taken for a loss counts as usual from now on.
         */
        post: operations["leakSuspectsClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/breaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store many breaks of one municipality
         * @description Repeating it does no harm.
         */
        post: operations["maintenanceImportBreaks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many things stand in each cell of likelihood and consequence */
        get: operations["maintenanceMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models of pipe breaks, with their figures
         * @description One for each municipality, and the nation’s for those who see it: what it rests on, and how it did on years that it had not seen.
         */
        get: operations["maintenanceModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/risks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pipes, pumps or sensors by their risk, highest first */
        get: operations["maintenanceList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List runs, newest first */
        get: operations["maintenanceListRuns"];
        put?: never;
        /** Judge everything of a scope anew */
        post: operations["maintenanceStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run, with its progress */
        get: operations["maintenanceGetRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models */
        get: operations["modelsList"];
        put?: never;
        /**
         * Make a model and train it
         * @description Training runs in the background; its progress shows in `training`.
         */
        post: operations["modelsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model, with the progress of its training */
        get: operations["modelsGet"];
        put?: never;
        post?: never;
        /**
         * Take away a model
         * @description With its versions and detections; its alarms clear.
         */
        delete: operations["modelsRemove"];
        options?: never;
        head?: never;
        /**
         * Change the settings of a model
         * @description They hold from the next training on.
         */
        patch: operations["modelsUpdate"];
        trace?: never;
    };
    "/api/v1/models/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Several versions on the same readings */
        get: operations["modelsCompare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/detections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a model found, newest first */
        get: operations["modelsFound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators said of the sensor or zone of a model */
        get: operations["modelsSaid"];
        put?: never;
        /** Say of a stretch of time whether something was wrong */
        post: operations["modelsSay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Score one reading, with what is stored before and beside it as context */
        post: operations["modelsPredict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/predict-batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Score a series of up to 100,000 readings, given as columns */
        post: operations["modelsPredictBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a version raise alarms, in place of the one that does */
        post: operations["modelsPromote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back the version that was active before */
        post: operations["modelsRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a version score along without alarms; null ends the trial */
        post: operations["modelsShadow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/train": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Train a new version */
        post: operations["modelsTrain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a model, newest first */
        get: operations["modelsVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/municipalities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List municipalities */
        get: operations["municipalitiesList"];
        put?: never;
        /** Add to the municipalities */
        post: operations["municipalitiesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/municipalities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the municipalities */
        get: operations["municipalitiesGet"];
        put?: never;
        post?: never;
        /** Take away one of the municipalities */
        delete: operations["municipalitiesRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the municipalities
         * @description Fields left out stay as they are.
         */
        patch: operations["municipalitiesUpdate"];
        trace?: never;
    };
    "/api/v1/municipalities/{id}/network-import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import an EPANET network as assets
         * @description All of the file or nothing. Coordinates of the file are a drawing; `placement` says where it stands.
         */
        post: operations["networkImportImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong now, and where */
        get: operations["overviewRead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instances of plugins and how they are */
        get: operations["pluginInstancesList"];
        put?: never;
        /** Add an instance of a plugin */
        post: operations["pluginInstancesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One instance of a plugin */
        get: operations["pluginInstancesGet"];
        put?: never;
        post?: never;
        /** Take an instance of a plugin away, with all that it has kept */
        delete: operations["pluginInstancesRemove"];
        options?: never;
        head?: never;
        /**
         * Change an instance of a plugin
         * @description It is started anew within a moment.
         */
        patch: operations["pluginInstancesUpdate"];
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm what a third-party plugin may use */
        post: operations["pluginInstancesConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop an instance */
        post: operations["pluginInstancesDisable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an instance run */
        post: operations["pluginInstancesEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an instance said last, newest first */
        get: operations["pluginInstancesLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start an instance anew */
        post: operations["pluginInstancesRestart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugin-instances/{id}/test-delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test message through a channel */
        post: operations["pluginInstancesTestDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plugins of the installation, and those that cannot be used */
        get: operations["pluginsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One plugin, with the schema of its configuration */
        get: operations["pluginsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages and readings that were not stored, with their reasons */
        get: operations["telemetryQuarantined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One quarantined message, with its bytes */
        get: operations["telemetryQuarantinedOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a message away */
        post: operations["telemetryDismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replay a message; it happens soon, and shows in its status */
        post: operations["telemetryReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put kept messages away */
        post: operations["telemetryDismissMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replay kept messages; it happens soon, and shows in their status */
        post: operations["telemetryReplayMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List regions */
        get: operations["regionsList"];
        put?: never;
        /** Add to the regions */
        post: operations["regionsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the regions */
        get: operations["regionsGet"];
        put?: never;
        post?: never;
        /** Take away one of the regions */
        delete: operations["regionsRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the regions
         * @description Fields left out stay as they are.
         */
        patch: operations["regionsUpdate"];
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List roles */
        get: operations["rolesList"];
        put?: never;
        /** Add to the roles */
        post: operations["rolesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the roles */
        get: operations["rolesGet"];
        put?: never;
        post?: never;
        /** Take away one of the roles */
        delete: operations["rolesRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the roles
         * @description Fields left out stay as they are.
         */
        patch: operations["rolesUpdate"];
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find objects by code or name
         * @description Kinds of object that the caller may not read are left out.
         */
        get: operations["searchFind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sensors */
        get: operations["sensorsList"];
        put?: never;
        /** Add to the sensors */
        post: operations["sensorsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the sensors */
        get: operations["sensorsGet"];
        put?: never;
        post?: never;
        /** Take away one of the sensors */
        delete: operations["sensorsRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the sensors
         * @description Fields left out stay as they are.
         */
        patch: operations["sensorsUpdate"];
        trace?: never;
    };
    "/api/v1/sensors/{id}/course": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the detector of a sensor expected, its score, and what it would raise */
        get: operations["courseCourse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health of a sensor, with its reasons */
        get: operations["maintenanceOfSensor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensors/{id}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Readings of a sensor, thinned out to about as many points as asked for */
        get: operations["telemetryReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Background work: queues, kinds and last runs */
        get: operations["jobsRead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/jobs/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a scheduled job now */
        post: operations["jobsRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List hydraulic twins
         * @description A twin comes with the first network import of a municipality.
         */
        get: operations["twinsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One twin with its last run */
        get: operations["twinsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a twin calculated, with this or another revision */
        post: operations["twinsActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/elements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Elements of the network, at most fifty */
        get: operations["twinsElements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/inp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The network as an EPANET file */
        get: operations["twinsInp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which sensor stands where, and how it compares with the model */
        get: operations["twinsReadLinks"];
        /**
         * Say which sensor stands where
         * @description Replaces all; the twin learns anew from stored readings.
         */
        put: operations["twinsPutLinks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/links/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find places for sensors that have none */
        post: operations["twinsSuggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/localise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search for the leak behind a loss of water
         * @description In the metered area that lost most in that stretch of time.
         */
        post: operations["leakSuspectsLocalise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a twin rest; its alarms end */
        post: operations["twinsPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions of a twin: one for each network import */
        get: operations["twinsRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of a twin, newest first */
        get: operations["twinsRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measured and calculated values of one sensor */
        get: operations["twinsValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/twins/{id}/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would happen
         * @description Closes pipes and valves, stops pumps, lets a pipe burst, from the present state on. Nothing is changed.
         */
        post: operations["leakSuspectsWhatIf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["usersList"];
        put?: never;
        /** Add to the users */
        post: operations["usersCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the users */
        get: operations["usersGet"];
        put?: never;
        post?: never;
        /** Take away one of the users */
        delete: operations["usersRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the users
         * @description Fields left out stay as they are.
         */
        patch: operations["usersUpdate"];
        trace?: never;
    };
    "/api/v1/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the password by a one-time one
         * @description All sessions end; the second factor stays.
         */
        post: operations["usersResetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/revoke-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all sessions of a user */
        post: operations["usersRevokeSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List zones */
        get: operations["zonesList"];
        put?: never;
        /** Add to the zones */
        post: operations["zonesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the zones */
        get: operations["zonesGet"];
        put?: never;
        post?: never;
        /** Take away one of the zones */
        delete: operations["zonesRemove"];
        options?: never;
        head?: never;
        /**
         * Change one of the zones
         * @description Fields left out stay as they are.
         */
        patch: operations["zonesUpdate"];
        trace?: never;
    };
    "/api/v1/zones/{id}/balance-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work nights out again
         * @description It happens soon; changed nights get a new revision.
         */
        post: operations["balanceRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/balance-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which sensors measure a zone, what is assumed of it, and what its sensors suggest */
        get: operations["balanceSetup"];
        /**
         * Set a zone up
         * @description Its newest nights are then worked out again.
         */
        put: operations["balanceSetUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/leaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leaks that were found in a zone, newest first */
        get: operations["balanceLeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/mass-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in, went out, was stored and was metered, by hours or local days */
        get: operations["balanceMassBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/night-flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Nights of a zone: least flow, leakage, what was expected, and leaks */
        get: operations["balanceNightFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/night-flow.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Nights of a zone as CSV */
        get: operations["balanceNightFlowCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones/{id}/water-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Water balances of a zone, newest period first */
        get: operations["balanceWaterBalances"];
        put?: never;
        /**
         * Draw up a water balance
         * @description It stays as it is, with what it was made from. Inputs that are left out are measured or assumed.
         */
        post: operations["balanceDrawUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is alive */
        get: operations["healthLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process can do its work, dependency by dependency */
        get: operations["healthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        __schema0: string | number | boolean | null | components["schemas"]["__schema0"][] | {
            [key: string]: components["schemas"]["__schema0"];
        };
        /** @description A right as data (CASL raw rule); later rules win over earlier ones */
        AccessRule: {
            action: string | string[];
            conditions?: {
                [key: string]: unknown;
            };
            fields?: string | string[];
            /** @description Takes a right away */
            inverted?: boolean;
            subject: string | string[];
        };
        AccessRuleInput: {
            action: string | string[];
            conditions?: {
                [key: string]: unknown;
            };
            fields?: string[];
            inverted?: boolean;
            subject: string | string[];
        };
        /** @description Replaces the access token in use; all other sessions have ended */
        AccessTokenResult: {
            /** @description ES256 token for the Authorization header */
            accessToken: string;
            /** @description Life of the access token, s */
            expiresInS: number;
        };
        AcknowledgeAlert: {
            comment?: string;
        };
        ActivateTwin: {
            /** @description Left out: the present one */
            revision?: number;
        };
        Alert: {
            ackedAt: string | null;
            /** @description Name of the one who acknowledged */
            ackedBy: string | null;
            /** @description What was found to be the reason */
            cause: string | null;
            clearedAt: string | null;
            /** @description Unit in which people want to see the sensor, UCUM */
            displayUnit: string;
            /** @description The same as data, for kinds that value and limit do not explain; null for the others and for old alerts */
            finding: components["schemas"]["AlertFinding"] | null;
            /** @description Found in readings that came too late to act upon; never open */
            historical: boolean;
            /**
             * Format: uuid
             * @description One occurrence: a condition that ends and begins again makes a new one
             */
            id: string;
            /** @enum {string} */
            kind: "threshold" | "range" | "rate" | "zscore" | "stuck" | "silence" | "anomaly" | "model" | "twin" | "leak";
            /** @description Limit that was broken, in `unit` (per minute for `rate`); null where none applies */
            limit: number | null;
            /** @description Which limit: min, max, lowLow, low, high, highHigh; for other kinds the kind */
            limitName: string;
            location: {
                lat: number;
                lon: number;
            } | null;
            /** @description What happened, in one English sentence, canonical units */
            message: string;
            /** Format: uuid */
            municipalityId: string;
            /** @description Trips since the last acknowledgement */
            occurrences: number;
            /** @description The shelving ends when the alert clears */
            oneShotShelved: boolean;
            outOfService: boolean;
            /** @description Who takes care of it */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            priority: "critical" | "high" | "medium" | "low";
            quantity: string;
            /** Format: date-time */
            raisedAt: string;
            resolvedAt: string | null;
            sensorCode: string;
            /** Format: uuid */
            sensorId: string;
            sensorName: string;
            /** @description End of the shelving at the latest; null: not shelved */
            shelvedUntil: string | null;
            shelveReason: string | null;
            /**
             * @description ISA-18.2; `normal` is closed
             * @enum {string}
             */
            state: "normal" | "active_unacked" | "active_acked" | "cleared_unacked";
            suppressed: boolean;
            /** @description Canonical unit, UCUM */
            unit: string;
            /** @description Reading that raised the alert, in `unit`; null for silence */
            value: number | null;
            version: number;
        };
        AlertCommand: {
            /** @enum {string} */
            command: "acknowledge";
            comment?: string;
            ids: string[];
        } | {
            /** @enum {string} */
            command: "shelve";
            ids: string[];
            minutes: number;
            reason: string;
        } | {
            /** @enum {string} */
            command: "shelve";
            ids: string[];
            reason: string;
            /** @enum {boolean} */
            untilClear: true;
        } | {
            /** @enum {string} */
            command: "unshelve";
            ids: string[];
        } | {
            /** @enum {string} */
            command: "comment";
            ids: string[];
            text: string;
        } | {
            /** @enum {string} */
            command: "assign";
            ids: string[];
            /** @description null: nobody */
            userId: string | null;
        } | {
            cause: string;
            /** @enum {string} */
            command: "resolve";
            ids: string[];
            /** @description Asked for while the condition still holds */
            reason?: string;
        };
        AlertCommandResult: {
            results: {
                /** @description The alert after the command; null when it was refused */
                alert: components["schemas"]["Alert"] | null;
                /** @description Why it was refused; null when done */
                code: string | null;
                detail: string | null;
                /** Format: uuid */
                id: string;
                ok: boolean;
            }[];
        };
        /** @description Open alarms by priority; shelved and historical ones are not counted */
        AlertCounts: {
            critical: number;
            high: number;
            low: number;
            medium: number;
        };
        AlertFeedback: {
            /** @description Null: nobody has said anything */
            feedback: components["schemas"]["Feedback"] | null;
        };
        AlertFeedbackInput: {
            note?: string;
            /**
             * @description true: something was wrong; false: a false alarm
             * @enum {string}
             */
            verdict: "true" | "false";
        };
        AlertFinding: {
            /** @enum {string} */
            code: "course.none" | "course.spike" | "course.step" | "course.shift_up" | "course.shift_down" | "course.drift_up" | "course.drift_down" | "course.variance" | "course.stuck" | "course.gap" | "course.range" | "course.shape" | "course.night_flow" | "course.continuous_flow" | "course.no_flow" | "course.reverse_flow" | "course.season" | "model.time_of_week" | "model.time_of_week_sustained" | "model.recent" | "model.neighbours" | "model.neighbours_sustained" | "model.season" | "model.level" | "model.neighbour" | "model.relation" | "model.left_level" | "model.changed_constant" | "twin.above" | "twin.below" | "twin.pump_standstill_flow" | "twin.pump_no_delivery" | "twin.pump_flow_above" | "twin.pump_flow_below" | "twin.pump_pressure_above" | "twin.pump_pressure_below" | "twin.valve_above" | "twin.valve_below" | "twin.zone_use_above" | "twin.zone_use_below" | "twin.part_use_above" | "twin.part_use_below" | "twin.part_unaccounted" | "twin.part_overdrawn" | "leak.night" | "leak.step";
            /** @description What the expectation was made for; null: it does not depend on the time */
            moment: {
                holiday: boolean;
                hour: number;
                /** @description 0 Monday to 6 Sunday, in the time zone of the municipality */
                weekday: number;
            } | null;
            /** @description What it speaks of: a zone, the link that a part lies behind, or sensors */
            names: string[];
            /** @description Estimated beginning; null: not told */
            since: string | null;
            /** @description Numbers of the finding by their role, each with its unit (UCUM); a role that is not known is left out */
            values: {
                [key: string]: {
                    unit: string;
                    value: number;
                };
            };
        };
        AlertGroup: {
            /** @description Alerts that fit the query */
            alarms: number;
            /** @description The worst of those that fit the query, the newest of them */
            alert: components["schemas"]["Alert"];
            /** @description null: an alert by itself, its event may follow within seconds */
            event: components["schemas"]["Event"] | null;
            /** Format: date-time */
            firstRaisedAt: string;
            /**
             * Format: uuid
             * @description Of the event, or of the alert where it has none
             */
            id: string;
            /** Format: date-time */
            lastRaisedAt: string;
            /** @description Those of them that nobody has acknowledged */
            unacknowledged: number;
        };
        AlertGroupList: {
            data: components["schemas"]["AlertGroup"][];
            page: {
                /** @description From 1 */
                number: number;
                /** @description Items on a full page */
                size: number;
                /** @description Items on all pages */
                total: number;
            };
        };
        AlertList: {
            data: components["schemas"]["Alert"][];
            page: {
                /** @description From 1 */
                number: number;
                /** @description Items on a full page */
                size: number;
                /** @description Items on all pages */
                total: number;
            };
        };
        AlertSummary: {
            /** @description Open alerts in sight, by priority */
            open: {
                critical: number;
                high: number;
                low: number;
                medium: number;
            };
            outOfService: number;
            raisedLastHour: number;
            shelved: number;
            suppressed: number;
            /** @description Those of them that nobody has acknowledged */
            unacknowledged: {
                critical: number;
                high: number;
                low: number;
                medium: number;
            };
        };
        AlertTransition: {
            /** @description null: the platform */
            actor: {
                id: string | null;
                name: string;
            } | null;
            /** Format: date-time */
            at: string;
            /** @description Facts of the event: value, comment, reason, until */
            detail: {
                [key: string]: unknown;
            };
            /** @description trip, clear, acknowledge, shelve, unshelve, shelf-expired, comment, assign, resolve ... */
            event: string;
            /** @enum {string} */
            from: "normal" | "active_unacked" | "active_acked" | "cleared_unacked";
            /** @description Counts within the alert, from 1 */
            seq: number;
            /** @enum {string} */
            to: "normal" | "active_unacked" | "active_acked" | "cleared_unacked";
        };
        AlertTransitionList: {
            data: components["schemas"]["AlertTransition"][];
            page: {
                next: string | null;
            };
        };
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            revokedAt: string | null;
            /** @description Code of the role whose rights it has */
            role: string;
            /** @description Reach: a region or municipality and below; null for the nation */
            scopeId: string | null;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        ApiKeyCreate: {
            /**
             * Format: date-time
             * @description At most 366 days ahead; 90 days when left out
             */
            expiresAt?: string;
            name: string;
            /** @description Code of a role; you can give only what you hold yourself */
            role: string;
            /**
             * Format: uuid
             * @description Region or municipality that it is limited to; your own home when left out
             */
            scopeId?: string;
        };
        ApiKeyUpdate: {
            name?: string;
        };
        /** @description GeoJSON polygon or multi-polygon, EPSG:4326 */
        Area: components["schemas"]["PolygonGeometry"] | components["schemas"]["MultiPolygonGeometry"];
        Asset: {
            /** @description Facts of this class or source */
            attributes: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            class: "pipe" | "valve" | "pump" | "reservoir" | "tank" | "treatment_plant" | "junction";
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description Inner diameter, mm */
            diameterMm: number | null;
            /** @description Height above the datum of the network, m */
            elevationM: number | null;
            geometry: components["schemas"]["Geometry"];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description Day of laying */
            installedOn: string | null;
            /** @description Length, m */
            lengthM: number | null;
            material: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @enum {string} */
            status: "in_service" | "out_of_service" | "planned" | "retired";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
            zoneId: string | null;
        };
        AssetBreak: {
            /**
             * Format: uuid
             * @description UUID
             */
            assetId: string;
            /**
             * Format: date
             * @description Day of the break
             */
            brokeOn: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            kind: "circumferential" | "longitudinal" | "corrosion" | "joint" | "fitting" | "third_party" | "other" | "unknown";
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            note: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        AssetPatch: {
            attributes?: {
                [key: string]: components["schemas"]["__schema0"];
            };
            /** @enum {string} */
            class?: "pipe" | "valve" | "pump" | "reservoir" | "tank" | "treatment_plant" | "junction";
            /** @description Unique in the municipality */
            code?: string;
            diameterMm?: number | null;
            elevationM?: number | null;
            geometry?: components["schemas"]["Geometry"];
            installedOn?: string | null;
            lengthM?: number | null;
            material?: string | null;
            name?: string;
            /** @enum {string} */
            status?: "in_service" | "out_of_service" | "planned" | "retired";
            zoneId?: string | null;
        };
        AssignAlert: {
            /** @description null: nobody */
            userId: string | null;
        };
        AuditChainVerdict: {
            fault: ("altered" | "unlinked" | "missing" | "rewritten" | "forged-seal") | null;
            /** @description The first row that cannot be trusted */
            firstBadSeq: number | null;
            /** @description Rows up to here are sealed by a signature */
            lastCheckpoint: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                keyId: string;
                seq: number;
            } | null;
            rows: number;
            /** Format: uuid */
            tenant: string;
            valid: boolean;
        };
        AuditPage: {
            data: components["schemas"]["AuditRow"][];
            page: {
                /** @description Cursor of the next page; null at the end */
                next: string | null;
            };
        };
        AuditRow: {
            action: string;
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "user" | "apiKey" | "system" | "anonymous";
                name: string | null;
            };
            /** @description The object after, secrets taken out; null when there is none */
            after: unknown;
            /** Format: date-time */
            at: string;
            /** @description The object before, secrets taken out; null when there was none */
            before: unknown;
            /** @description SHA-256 of this row, hexadecimal */
            hash: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** @description Public id of the region or municipality of the chain; null for the nation */
            municipalityId: string | null;
            objectId: string | null;
            objectType: string;
            /** @description SHA-256 of the row before, hexadecimal */
            prevHash: string;
            reason: string | null;
            requestId: string | null;
            /** @enum {string} */
            result: "done" | "denied" | "failed";
            /** @description Place in the chain of its tenant, from 1 without gaps */
            seq: number;
        };
        AuditVerdict: {
            chains: components["schemas"]["AuditChainVerdict"][];
            valid: boolean;
        };
        BalanceRun: {
            /**
             * Format: date
             * @description First night
             */
            from: string;
            /**
             * Format: date
             * @description Last night
             */
            to: string;
        };
        BalanceRunResult: {
            /** @description Nights that will be worked out again */
            nights: number;
            /** @enum {string} */
            state: "queued";
        };
        BalanceSettings: {
            /** @default {} */
            alarm?: {
                /** @default true */
                enabled?: boolean;
                /**
                 * @description Least rise, L/s
                 * @default 0.5
                 */
                leastRiseLps?: number;
                /**
                 * @description Nights in a row
                 * @default 2
                 */
                nights?: number;
                /**
                 * @description Robust standard deviations above the baseline
                 * @default 3
                 */
                sigmas?: number;
                /**
                 * @description Hours that it is held
                 * @default 3
                 */
                stepHours?: number;
                /**
                 * @description Rise by day, % of the usual flow
                 * @default 20
                 */
                stepPercent?: number;
            };
            /**
             * @description Service connections; null: not known
             * @default null
             */
            connections?: number | null;
            /**
             * @description Nights with fire fighting, flushing and the like
             * @default []
             */
            excludedNights?: {
                /** Format: date */
                night: string;
                reason: string;
            }[];
            /**
             * @description Known constant use at night, m³/h
             * @default 0
             */
            fixedNightUse?: number;
            /**
             * @description Bands of the leakage index
             * @default high
             * @enum {string}
             */
            income?: "high" | "lowOrMiddle";
            /**
             * @description Nights before are not part of the baseline
             * @default null
             */
            learnFrom?: string | null;
            /**
             * @description Use of one of them at night, L/h
             * @default 5
             */
            litresPerOtherHour?: number;
            /**
             * @description Use of one person at night, L/h
             * @default 0.6
             */
            litresPerPersonHour?: number;
            /**
             * @description Length of mains, km; null: not known
             * @default null
             */
            mainsKm?: number | null;
            /** @default [] */
            measurements?: components["schemas"]["ZoneMeasurement"][];
            /**
             * @description Uncertainty of flow meters, 95 %, % of the flow
             * @default 2
             */
            meterPercent?: number;
            /**
             * @description Exponent of leakage over pressure (FAVAD)
             * @default 1
             */
            n1?: number;
            /**
             * @description Begin of the window in which the least flow is looked for, local
             * @default 02:00
             */
            nightFrom?: string;
            /**
             * @description Its end
             * @default 04:00
             */
            nightTo?: string;
            /**
             * @description Uncertainty of the assumed use, 95 %, % of it
             * @default 50
             */
            nightUsePercent?: number;
            /**
             * @description Connections other than households
             * @default 0
             */
            otherConnections?: number;
            /**
             * @description People supplied; null: not known
             * @default null
             */
            population?: number | null;
            /**
             * @description Average pressure, m of water, where no sensor measures it; null: not known
             * @default null
             */
            pressureM?: number | null;
            /**
             * @description Private pipe between property boundary and meter, km
             * @default 0
             */
            privatePipeKm?: number;
            /**
             * @description Hours a day under pressure
             * @default 24
             */
            supplyHours?: number;
        };
        BalanceSettingsOutput: {
            alarm: {
                /** @default true */
                enabled: boolean;
                /**
                 * @description Least rise, L/s
                 * @default 0.5
                 */
                leastRiseLps: number;
                /**
                 * @description Nights in a row
                 * @default 2
                 */
                nights: number;
                /**
                 * @description Robust standard deviations above the baseline
                 * @default 3
                 */
                sigmas: number;
                /**
                 * @description Hours that it is held
                 * @default 3
                 */
                stepHours: number;
                /**
                 * @description Rise by day, % of the usual flow
                 * @default 20
                 */
                stepPercent: number;
            };
            /**
             * @description Service connections; null: not known
             * @default null
             */
            connections: number | null;
            /**
             * @description Nights with fire fighting, flushing and the like
             * @default []
             */
            excludedNights: {
                /** Format: date */
                night: string;
                reason: string;
            }[];
            /**
             * @description Known constant use at night, m³/h
             * @default 0
             */
            fixedNightUse: number;
            /**
             * @description Bands of the leakage index
             * @default high
             * @enum {string}
             */
            income: "high" | "lowOrMiddle";
            /**
             * @description Nights before are not part of the baseline
             * @default null
             */
            learnFrom: string | null;
            /**
             * @description Use of one of them at night, L/h
             * @default 5
             */
            litresPerOtherHour: number;
            /**
             * @description Use of one person at night, L/h
             * @default 0.6
             */
            litresPerPersonHour: number;
            /**
             * @description Length of mains, km; null: not known
             * @default null
             */
            mainsKm: number | null;
            /** @default [] */
            measurements: components["schemas"]["ZoneMeasurementOutput"][];
            /**
             * @description Uncertainty of flow meters, 95 %, % of the flow
             * @default 2
             */
            meterPercent: number;
            /**
             * @description Exponent of leakage over pressure (FAVAD)
             * @default 1
             */
            n1: number;
            /**
             * @description Begin of the window in which the least flow is looked for, local
             * @default 02:00
             */
            nightFrom: string;
            /**
             * @description Its end
             * @default 04:00
             */
            nightTo: string;
            /**
             * @description Uncertainty of the assumed use, 95 %, % of it
             * @default 50
             */
            nightUsePercent: number;
            /**
             * @description Connections other than households
             * @default 0
             */
            otherConnections: number;
            /**
             * @description People supplied; null: not known
             * @default null
             */
            population: number | null;
            /**
             * @description Average pressure, m of water, where no sensor measures it; null: not known
             * @default null
             */
            pressureM: number | null;
            /**
             * @description Private pipe between property boundary and meter, km
             * @default 0
             */
            privatePipeKm: number;
            /**
             * @description Hours a day under pressure
             * @default 24
             */
            supplyHours: number;
        };
        BalanceSetup: {
            missing: ("inlet" | "slowInlet" | "population" | "connections" | "mains" | "pressure" | "nights")[];
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            /** @description Newest night that was worked out */
            nightsTo: string | null;
            /** @description Sensors that are named, and others that could be */
            sensors: {
                code: string;
                /**
                 * Format: uuid
                 * @description UUID
                 */
                id: string;
                intervalS: number;
                inZone: boolean;
                name: string;
                quantity: string;
            }[];
            /** @description null: the zone has not been set up */
            settings: components["schemas"]["BalanceSettingsOutput"] | null;
            /** @description What the sensors and pipes of the zone suggest */
            suggestion: components["schemas"]["BalanceSettingsOutput"];
            /** @description IANA; nights and days are those of this zone */
            timeZone: string;
            /** @description 0: not set up */
            version: number;
            /**
             * Format: uuid
             * @description UUID
             */
            zoneId: string;
        };
        BalanceZone: {
            band: ("A" | "B" | "C" | "D") | null;
            code: string;
            configured: boolean;
            daily: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/d */
                value: number;
            } | null;
            /** @description Leak that lasts */
            leak: components["schemas"]["ZoneLeak"] | null;
            /** @description Net night flow of that night */
            leakage: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/h */
                value: number;
            } | null;
            /** @description Of the newest water balance */
            leakageIndex: number | null;
            /** @description m³/h */
            minimum: number | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @description Newest night that counts */
            night: string | null;
            /** @description Net night flow per km of mains, m³/h/km */
            perKm: number | null;
            /**
             * Format: uuid
             * @description UUID
             */
            zoneId: string;
        };
        BalanceZoneList: {
            /** @description Most leakage first */
            data: components["schemas"]["BalanceZone"][];
            page: {
                number: number;
                size: number;
                total: number;
            };
        };
        BreakImport: {
            breaks: {
                /** @description Code or id of the pipe */
                asset: string;
                /**
                 * Format: date
                 * @description Day of the break
                 */
                brokeOn: string;
                /**
                 * @default unknown
                 * @enum {string}
                 */
                kind?: "circumferential" | "longitudinal" | "corrosion" | "joint" | "fitting" | "third_party" | "other" | "unknown";
                /** @default  */
                note?: string;
            }[];
            /**
             * Format: uuid
             * @description May be left out by users whose home is one municipality
             */
            municipalityId?: string;
        };
        BreakImportResult: {
            /** @description There already: the same pipe, day and kind */
            duplicate: number;
            rejected: {
                index: number;
                /** @enum {string} */
                reason: "unknown_asset" | "not_a_pipe" | "in_future";
            }[];
            stored: number;
        };
        CloseLeakSuspect: {
            /**
             * Format: uuid
             * @description Pipe that leaked, for `confirmed`
             */
            assetId?: string;
            comment?: string;
            /** @enum {string} */
            outcome: "confirmed" | "not_found";
        };
        Codec: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            description: string;
            /** @description Devices that use it, as far as the caller sees them */
            devices: number;
            /** @description Which fields become readings; none: every number does */
            fields: components["schemas"]["CodecFieldOutput"][];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description Function form: of The Things Stack, or of ChirpStack, which adds `Buffer`
             * @enum {string}
             */
            kind: "ttn" | "chirpstack";
            /** @description null: it belongs to the nation, and everybody may use it */
            municipalityId: string | null;
            name: string;
            /** @description JavaScript */
            source: string;
            /**
             * @description draft: cannot be used by devices
             * @enum {string}
             */
            status: "draft" | "active";
            testVectors: components["schemas"]["CodecTestVectorOutput"][];
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        CodecField: {
            /**
             * @description Readings: the channel it feeds; null: the path
             * @default null
             */
            channel?: string | null;
            /** @description Where it stands in the decoded object: `water.level`, `history.0.volume`; `normalized.` reads the normalised one */
            path: string;
            /**
             * @description battery: charge, %; signal: dBm; time: of all readings of the message (Unix s or ms, or ISO 8601)
             * @default reading
             * @enum {string}
             */
            role?: "reading" | "battery" | "signal" | "time";
            /**
             * @description Readings: unit of the value; null: that of the channel
             * @default null
             */
            unit?: string | null;
        };
        CodecFieldOutput: {
            /**
             * @description Readings: the channel it feeds; null: the path
             * @default null
             */
            channel: string | null;
            /** @description Where it stands in the decoded object: `water.level`, `history.0.volume`; `normalized.` reads the normalised one */
            path: string;
            /**
             * @description battery: charge, %; signal: dBm; time: of all readings of the message (Unix s or ms, or ISO 8601)
             * @default reading
             * @enum {string}
             */
            role: "reading" | "battery" | "signal" | "time";
            /**
             * @description Readings: unit of the value; null: that of the channel
             * @default null
             */
            unit: string | null;
        };
        CodecPatch: {
            description?: string;
            fields?: components["schemas"]["CodecField"][];
            /** @enum {string} */
            kind?: "ttn" | "chirpstack";
            name?: string;
            source?: string;
            /** @enum {string} */
            status?: "draft" | "active";
            testVectors?: components["schemas"]["CodecTestVector"][];
        };
        CodecResult: {
            batteryPercent: number | null;
            /** @description Encoded order, hex */
            bytes: string | null;
            /** @description Computing time, ms */
            computeMs: number;
            /** @description Decoded object */
            data: {
                [key: string]: unknown;
            } | null;
            /** @description Why there is no result */
            error: string | null;
            /** @description What the codec itself calls wrong */
            errors: string[];
            /** @description Function that was found and called */
            form: string | null;
            fPort: number | null;
            /** @description What it wrote to the console */
            logs: string[];
            normalized: unknown | null;
            ok: boolean;
            /** @description Whether it is what was expected; null: nothing was */
            passed: boolean | null;
            signalDbm: number | null;
            /** @description Readings it would give */
            values: {
                channel: string;
                /** @description ISO 8601; null: that of the message */
                time: string | null;
                /** @description '': that of the channel */
                unit: string;
                value: number;
            }[];
            warnings: string[];
        };
        CodecTestReport: {
            passed: boolean;
            /** @description In the order of the test vectors */
            results: {
                batteryPercent: number | null;
                /** @description Encoded order, hex */
                bytes: string | null;
                /** @description Computing time, ms */
                computeMs: number;
                /** @description Decoded object */
                data: {
                    [key: string]: unknown;
                } | null;
                /** @description Why there is no result */
                error: string | null;
                /** @description What the codec itself calls wrong */
                errors: string[];
                /** @description Function that was found and called */
                form: string | null;
                fPort: number | null;
                /** @description What it wrote to the console */
                logs: string[];
                name: string;
                normalized: unknown | null;
                ok: boolean;
                /** @description Whether it is what was expected; null: nothing was */
                passed: boolean | null;
                signalDbm: number | null;
                /** @description Readings it would give */
                values: {
                    channel: string;
                    /** @description ISO 8601; null: that of the message */
                    time: string | null;
                    /** @description '': that of the channel */
                    unit: string;
                    value: number;
                }[];
                warnings: string[];
            }[];
        };
        CodecTestVector: {
            /**
             * @description Text that the error must contain
             * @default null
             */
            error?: string | null;
            /**
             * @description What `data` must be, numbers within a millionth; null: an error is expected
             * @default null
             */
            expected?: {
                [key: string]: unknown;
            } | null;
            /** @description LoRaWAN port; 0 where the protocol has none */
            fPort: number;
            /** @description Payload, hex */
            hex: string;
            name: string;
        };
        CodecTestVectorOutput: {
            /**
             * @description Text that the error must contain
             * @default null
             */
            error: string | null;
            /**
             * @description What `data` must be, numbers within a millionth; null: an error is expected
             * @default null
             */
            expected: {
                [key: string]: unknown;
            } | null;
            /** @description LoRaWAN port; 0 where the protocol has none */
            fPort: number;
            /** @description Payload, hex */
            hex: string;
            name: string;
        };
        CodecTry: {
            /**
             * @description encodeDownlink takes `data`, the others take `hex`
             * @default decodeUplink
             * @enum {string}
             */
            call?: "decodeUplink" | "decodeDownlink" | "encodeDownlink";
            /**
             * @description Structured order to encode
             * @default {}
             */
            data?: {
                [key: string]: unknown;
            };
            /** @description Text that the error must contain */
            error?: string | null;
            /** @description Compares the result as a test vector would; null: an error is expected */
            expected?: {
                [key: string]: unknown;
            } | null;
            /** @default [] */
            fields?: components["schemas"]["CodecField"][];
            /**
             * @description LoRaWAN port; 0 where the protocol has none
             * @default 1
             */
            fPort?: number;
            /**
             * @description Payload, hex
             * @default
             */
            hex?: string;
            /**
             * @default ttn
             * @enum {string}
             */
            kind?: "ttn" | "chirpstack";
            source: string;
        };
        CodeRequest: {
            /** @description Six digits of the authenticator, or a recovery code */
            code: string;
        };
        CommentAlert: {
            text: string;
        };
        ConfirmEvent: {
            /** @description null: takes back what was said */
            cause: ("burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown" | "planned_work" | "false_alarm") | null;
            note?: string;
        };
        ConsequencePart: {
            /** @description Stable name, for translations */
            code: string;
            /** @description What it adds to the band */
            points: number;
            /** @description The same in English */
            text: string;
            values: {
                [key: string]: number | string;
            };
        };
        CreatedApiKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            revokedAt: string | null;
            /** @description Code of the role whose rights it has */
            role: string;
            /** @description Reach: a region or municipality and below; null for the nation */
            scopeId: string | null;
            /** @description Bearer token of the key; shown once */
            secret: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        CreatedDevice: {
            /** @description % */
            batteryPercent: number | null;
            /** @description Reads its payloads: a built-in codec or the id of one; null: none */
            codec: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            credential: components["schemas"]["DeviceCredential"];
            firmware: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            lastSeenAt: string | null;
            location: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @description null: its protocol does not tell */
            online: boolean | null;
            /** @description Gateway through which it sends */
            protocol: string;
            /** @description dBm */
            signalDbm: number | null;
            /**
             * @description disabled: its messages are refused
             * @enum {string}
             */
            status: "active" | "disabled";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        CreatedDeviceName: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            expiresAt: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            kind: "token" | "hmac" | "psk" | "eui" | "lorawan" | "phone" | "station" | "endpoint" | "sparkplug" | "certificate";
            /** @description null: a token */
            name: string | null;
            /** @description Shown once, hexadecimal; null: there is none, or it was given */
            secret: string | null;
        };
        CreatedUser: {
            /** Format: date-time */
            createdAt?: string;
            displayName: string;
            /** @description This and the following are left out where your roles show names only */
            email?: string | null;
            /** Format: uuid */
            id: string;
            lastLoginAt?: string | null;
            locale?: string;
            mfaEnabled?: boolean;
            mustChangePassword?: boolean;
            /** @description Shown once; must be changed at the first sign-in */
            oneTimePassword: string;
            /** @description Codes of the roles held */
            roles?: string[];
            /** @description Home: a region or municipality; null for the nation */
            scopeId: string | null;
            /** @enum {string} */
            status: "active" | "disabled";
            /** Format: date-time */
            updatedAt?: string;
            username: string;
            version: number;
        };
        DeliveryResult: {
            /** @description The far side's name for it, or why it did not arrive */
            detail: string | null;
            /** @enum {string} */
            outcome: "delivered" | "retry" | "failed";
            tookMs: number;
        };
        DetectionSettings: {
            /** @description Days in which one false alarm of an unusual course is acceptable; fewer: more sensitive */
            anomalyDays?: number | null;
            /** @description Canonical unit; wins over the percentage */
            deadband?: number | null;
            /** @description % of the span */
            deadbandPercent?: number;
            /** @description false: nothing is judged */
            enabled?: boolean;
            /** @description Older readings raise no live alarm, s */
            lateLimitS?: number;
            /** @description How long a value must be back, s */
            offDelayS?: number;
            /** @description How long a limit must be broken, s */
            onDelayS?: number;
            /** @description Priority by limit where it differs from the default */
            priorities?: {
                [key: string]: "critical" | "high" | "medium" | "low";
            };
            /** @description Largest believable change, canonical unit a minute */
            ratePerMin?: number | null;
            /** @description Changes up to this count as none, canonical unit */
            resolution?: number;
            /** @description Time without reading, min */
            silenceMinutes?: number | null;
            /** @description Time without change, min */
            stuckMinutes?: number | null;
            /** @description Robust standard deviations */
            zscoreLimit?: number | null;
            /** @description Readings to learn from first */
            zscoreWarmUp?: number;
        };
        Device: {
            /** @description % */
            batteryPercent: number | null;
            /** @description Reads its payloads: a built-in codec or the id of one; null: none */
            codec: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            firmware: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            lastSeenAt: string | null;
            location: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @description null: its protocol does not tell */
            online: boolean | null;
            /** @description Gateway through which it sends */
            protocol: string;
            /** @description dBm */
            signalDbm: number | null;
            /**
             * @description disabled: its messages are refused
             * @enum {string}
             */
            status: "active" | "disabled";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        DeviceCommand: {
            approvedBy: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            createdBy: string;
            /** @description How it went, for a person */
            detail: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            deviceId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            name: string;
            payload: {
                [key: string]: components["schemas"]["__schema0"];
            };
            sentAt: string | null;
            settledAt: string | null;
            /**
             * @description proposed: waits for a second person; queued: waits for the device; the last four are final
             * @enum {string}
             */
            state: "proposed" | "queued" | "sent" | "acknowledged" | "failed" | "expired" | "cancelled";
        };
        DeviceCommands: {
            /** @description Orders that the installation allows; empty: none */
            allowed: string[];
            /** @description Newest first, at most 100 */
            data: components["schemas"]["DeviceCommand"][];
        };
        DeviceCredential: {
            /**
             * Format: uuid
             * @description User name and client id for MQTT
             */
            deviceId: string;
            /** @description Shown once. Password for MQTT; `Authorization: Bearer <deviceId>.<token>` for HTTP */
            token: string;
        };
        DeviceLedger: {
            /** @description Minutes in which something came, newest first */
            data: {
                conflict: number;
                duplicate: number;
                late: number;
                /** Format: date-time */
                minute: string;
                quarantined: number;
                /** @description Messages turned away before they could be read: wrong signature, broken frame */
                refused: number;
                stored: number;
            }[];
            totals: {
                conflict: number;
                duplicate: number;
                late: number;
                quarantined: number;
                /** @description Messages turned away before they could be read: wrong signature, broken frame */
                refused: number;
                stored: number;
            };
        };
        DeviceName: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            expiresAt: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            kind: "token" | "hmac" | "psk" | "eui" | "lorawan" | "phone" | "station" | "endpoint" | "sparkplug" | "certificate";
            /** @description null: a token */
            name: string | null;
        };
        DeviceNames: {
            data: components["schemas"]["DeviceName"][];
        };
        DevicePatch: {
            /** @description Reads its payloads: a built-in codec or the id of one */
            codec?: ("cayenne-lpp" | string) | null;
            firmware?: string | null;
            location?: components["schemas"]["LonLat"] | null;
            name?: string;
            protocol?: string;
            /** @enum {string} */
            status?: "active" | "disabled";
        };
        Event: {
            alarms: number;
            /** @description Of the likeliest cause, 0 to 1 */
            confidence: number;
            /** @description What people found out; null: nobody has said */
            confirmed: ("burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown" | "planned_work" | "false_alarm") | null;
            confirmedAt: string | null;
            confirmedBy: string | null;
            /** @description When the last condition ended; null: goes on */
            endedAt: string | null;
            /** @description Causes considered, likeliest first */
            hypotheses: {
                confidence: number;
                /** @enum {string} */
                kind: "burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown";
                /** @description Facts that speak for it: pressure_down, flow_up, silence_many_devices ... */
                reasons: string[];
            }[];
            /**
             * @description Likeliest cause
             * @enum {string}
             */
            hypothesis: "burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown";
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When its newest alarm was raised
             */
            lastAt: string;
            /** @description Middle of its sensors */
            location: {
                lat: number;
                lon: number;
            } | null;
            /** Format: uuid */
            municipalityId: string;
            note: string | null;
            /**
             * @description Worst of its alarms
             * @enum {string}
             */
            priority: "critical" | "high" | "medium" | "low";
            sensors: number;
            /** Format: date-time */
            startedAt: string;
            version: number;
            zoneId: string | null;
            zoneName: string | null;
        };
        EventDetail: {
            alarms: number;
            /** @description Its alarms, oldest first */
            alerts: components["schemas"]["Alert"][];
            /** @description Of the likeliest cause, 0 to 1 */
            confidence: number;
            /** @description What people found out; null: nobody has said */
            confirmed: ("burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown" | "planned_work" | "false_alarm") | null;
            confirmedAt: string | null;
            confirmedBy: string | null;
            /** @description When the last condition ended; null: goes on */
            endedAt: string | null;
            /** @description Causes considered, likeliest first */
            hypotheses: {
                confidence: number;
                /** @enum {string} */
                kind: "burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown";
                /** @description Facts that speak for it: pressure_down, flow_up, silence_many_devices ... */
                reasons: string[];
            }[];
            /**
             * @description Likeliest cause
             * @enum {string}
             */
            hypothesis: "burst" | "leak" | "pump_trip" | "valve" | "fire_fighting" | "tank_level" | "meter_fault" | "communication_loss" | "power_cut" | "water_quality" | "unknown";
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When its newest alarm was raised
             */
            lastAt: string;
            /** @description Middle of its sensors */
            location: {
                lat: number;
                lon: number;
            } | null;
            /** Format: uuid */
            municipalityId: string;
            note: string | null;
            /**
             * @description Worst of its alarms
             * @enum {string}
             */
            priority: "critical" | "high" | "medium" | "low";
            sensors: number;
            /** Format: date-time */
            startedAt: string;
            version: number;
            zoneId: string | null;
            zoneName: string | null;
        };
        EventList: {
            data: components["schemas"]["Event"][];
            page: {
                /** @description From 1 */
                number: number;
                /** @description Items on a full page */
                size: number;
                /** @description Items on all pages */
                total: number;
            };
        };
        Feature: {
            geometry: components["schemas"]["Geometry"];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            properties: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "Feature";
        };
        FeatureCollection: {
            features: components["schemas"]["Feature"][];
            /** @description true: there are more than the limit; ask for a smaller area or use tiles */
            truncated: boolean;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        Feedback: {
            /** @description Null: said of a stretch of time */
            alertId: string | null;
            by: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            from: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            note: string | null;
            sensorId: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            to: string;
            /**
             * @description true: something was wrong; false: a false alarm
             * @enum {string}
             */
            verdict: "true" | "false";
            zoneId: string | null;
        };
        FeedbackList: {
            data: components["schemas"]["Feedback"][];
        };
        /** @description GeoJSON geometry (RFC 7946), EPSG:4326 */
        Geometry: components["schemas"]["PointGeometry"] | components["schemas"]["LineStringGeometry"] | components["schemas"]["PolygonGeometry"] | components["schemas"]["MultiPolygonGeometry"];
        HistoryImport: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description Who sent the file */
            createdBy: string | null;
            detected: components["schemas"]["ImportDetected"] | null;
            dryRun: components["schemas"]["ImportDryRun"] | null;
            /** @description Why it failed, and what to do */
            failure: string | null;
            fileName: string;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            mapping: components["schemas"]["ImportMappingOutput"] | null;
            progress: components["schemas"]["ImportProgress"] | null;
            /** @description How much of it has come in */
            receivedBytes: number;
            /**
             * Format: uuid
             * @description Nation, region or municipality that it belongs to
             */
            scopeId: string;
            /** @description Size of the file as sent */
            sizeBytes: number;
            startedAt: string | null;
            /** @enum {string} */
            state: "uploading" | "uploaded" | "mapped" | "queued" | "running" | "finished" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        ImportDetected: {
            columns: {
                name: string;
                /** @description First cells */
                samples: string[];
            }[];
            /** @description Packed by gzip */
            compressed: boolean;
            /** @enum {string} */
            decimal: "." | ",";
            /** @enum {string} */
            delimiter: "," | ";" | "\t" | "|";
            /** @enum {string} */
            encoding: "utf-8" | "windows-1252" | "utf-16le";
            /** @description What the columns look like; null: neither */
            form: ("long" | "wide") | null;
            /** @enum {string} */
            format: "csv" | "xlsx" | "ndjson";
            headerRows: number;
            sensorColumn: number | null;
            /** @description Sheets of a workbook */
            sheets: string[];
            /** @enum {string} */
            thousands: "" | "," | "." | " " | "'";
            timeColumn: number | null;
            timeFormat: ("iso" | "day-first" | "month-first" | "unix-s" | "unix-ms" | "excel") | null;
            /** @description False: the time zone must be named */
            timeHasOffset: boolean;
            unitColumn: number | null;
            valueColumn: number | null;
        };
        ImportDryRun: {
            /** @description Codes that several sensors have, the first hundred */
            ambiguousSensors: string[];
            /** @description True when the whole file was read; else only its beginning */
            complete: boolean;
            /** @description Rows in an hour that the clocks of the zone showed twice */
            doubledHours: number;
            /** @description Rows or cells that are not stored, by reason */
            errors: {
                [key: string]: number;
            };
            /** @description Rows of the whole file, from what was read */
            estimatedRows: number;
            firstTime: string | null;
            lastTime: string | null;
            /** @description Cells without a value */
            missing: number;
            /** @description Some times lie before the retention: their days will be kept */
            olderThanRetention: boolean;
            /** @description The first readings as they would be stored */
            preview: {
                /** @description Row of the file, from 1 */
                row: number;
                sensorCode: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                time: string;
                /** @description Unit in which it will be stored */
                unit: string;
                /** @description In the unit beside it */
                value: number;
            }[];
            /** @description The first rows or cells that would not be stored */
            problems: {
                column: string;
                /** @enum {string} */
                kind: "too_few_columns" | "too_long" | "bad_time" | "no_zone" | "missing_hour" | "future" | "too_old" | "bad_value" | "unknown_sensor" | "ambiguous_sensor" | "missing_unit" | "wrong_unit" | "no_partition" | "conflict";
                row: number;
                text: string;
            }[];
            /** @description Readings that would be stored, before repetitions */
            readings: number;
            /** @description Rows or cells that are not stored, conflicts aside */
            rejected: number;
            /** @description Rows of data that were read */
            rows: number;
            /** @description Sensors that were found */
            sensors: number;
            /** @description Names that no sensor has, the first hundred */
            unknownSensors: string[];
        };
        ImportMapping: {
            /**
             * @description Decimal mark of numbers
             * @default .
             * @enum {string}
             */
            decimal?: "." | ",";
            /**
             * @description What separates columns
             * @default ,
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Encoding of the text
             * @default utf-8
             * @enum {string}
             */
            encoding?: "utf-8" | "windows-1252" | "utf-16le";
            /**
             * @description One reading a row
             * @enum {string}
             */
            form: "long";
            /**
             * @description Rows before the data
             * @default 1
             */
            headerRows?: number;
            /**
             * @description Words for "no value", beside an empty cell; capitals do not matter
             * @default [
             *       "NaN",
             *       "NA",
             *       "N/A",
             *       "#N/A",
             *       "null",
             *       "none",
             *       "-"
             *     ]
             */
            missing?: string[];
            /** @description Place of the column, from 0 */
            sensorColumn: number;
            /**
             * @description Sheet of a workbook; null: the first one
             * @default null
             */
            sheet?: string | null;
            /**
             * @description What separates thousands; empty: nothing
             * @default
             * @enum {string}
             */
            thousands?: "" | "," | "." | " " | "'";
            /** @description Where the times stand and how they are written */
            time: {
                /** @description Place of the column, from 0 */
                column: number;
                /**
                 * @description `day-first`: 31.10.2021 02:00; `excel`: serial days
                 * @default iso
                 * @enum {string}
                 */
                format?: "iso" | "day-first" | "month-first" | "unix-s" | "unix-ms" | "excel";
                /**
                 * @description Zone of times that carry no offset; null only when every time carries one
                 * @default null
                 */
                timeZone?: string | null;
            };
            /**
             * @description Unit of all values; with a unit column: of rows that name none
             * @default null
             */
            unit?: string | null;
            /** @default null */
            unitColumn?: number | null;
            /** @description Place of the column, from 0 */
            valueColumn: number;
        } | {
            /** @description Columns that are taken */
            columns: {
                /** @description Place of the column, from 0 */
                column: number;
                /** @description Code or UUID */
                sensor: string;
                /** @description UCUM code or usual spelling; `canonical`: the unit in which the sensor is stored */
                unit: string;
            }[];
            /**
             * @description Decimal mark of numbers
             * @default .
             * @enum {string}
             */
            decimal?: "." | ",";
            /**
             * @description What separates columns
             * @default ,
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Encoding of the text
             * @default utf-8
             * @enum {string}
             */
            encoding?: "utf-8" | "windows-1252" | "utf-16le";
            /**
             * @description One column a sensor
             * @enum {string}
             */
            form: "wide";
            /**
             * @description Rows before the data
             * @default 1
             */
            headerRows?: number;
            /**
             * @description Words for "no value", beside an empty cell; capitals do not matter
             * @default [
             *       "NaN",
             *       "NA",
             *       "N/A",
             *       "#N/A",
             *       "null",
             *       "none",
             *       "-"
             *     ]
             */
            missing?: string[];
            /**
             * @description Sheet of a workbook; null: the first one
             * @default null
             */
            sheet?: string | null;
            /**
             * @description What separates thousands; empty: nothing
             * @default
             * @enum {string}
             */
            thousands?: "" | "," | "." | " " | "'";
            /** @description Where the times stand and how they are written */
            time: {
                /** @description Place of the column, from 0 */
                column: number;
                /**
                 * @description `day-first`: 31.10.2021 02:00; `excel`: serial days
                 * @default iso
                 * @enum {string}
                 */
                format?: "iso" | "day-first" | "month-first" | "unix-s" | "unix-ms" | "excel";
                /**
                 * @description Zone of times that carry no offset; null only when every time carries one
                 * @default null
                 */
                timeZone?: string | null;
            };
        };
        ImportMappingOutput: {
            /**
             * @description Decimal mark of numbers
             * @default .
             * @enum {string}
             */
            decimal: "." | ",";
            /**
             * @description What separates columns
             * @default ,
             * @enum {string}
             */
            delimiter: "," | ";" | "\t" | "|";
            /**
             * @description Encoding of the text
             * @default utf-8
             * @enum {string}
             */
            encoding: "utf-8" | "windows-1252" | "utf-16le";
            /**
             * @description One reading a row
             * @enum {string}
             */
            form: "long";
            /**
             * @description Rows before the data
             * @default 1
             */
            headerRows: number;
            /**
             * @description Words for "no value", beside an empty cell; capitals do not matter
             * @default [
             *       "NaN",
             *       "NA",
             *       "N/A",
             *       "#N/A",
             *       "null",
             *       "none",
             *       "-"
             *     ]
             */
            missing: string[];
            /** @description Place of the column, from 0 */
            sensorColumn: number;
            /**
             * @description Sheet of a workbook; null: the first one
             * @default null
             */
            sheet: string | null;
            /**
             * @description What separates thousands; empty: nothing
             * @default
             * @enum {string}
             */
            thousands: "" | "," | "." | " " | "'";
            /** @description Where the times stand and how they are written */
            time: {
                /** @description Place of the column, from 0 */
                column: number;
                /**
                 * @description `day-first`: 31.10.2021 02:00; `excel`: serial days
                 * @default iso
                 * @enum {string}
                 */
                format: "iso" | "day-first" | "month-first" | "unix-s" | "unix-ms" | "excel";
                /**
                 * @description Zone of times that carry no offset; null only when every time carries one
                 * @default null
                 */
                timeZone: string | null;
            };
            /**
             * @description Unit of all values; with a unit column: of rows that name none
             * @default null
             */
            unit: string | null;
            /** @default null */
            unitColumn: number | null;
            /** @description Place of the column, from 0 */
            valueColumn: number;
        } | {
            /** @description Columns that are taken */
            columns: {
                /** @description Place of the column, from 0 */
                column: number;
                /** @description Code or UUID */
                sensor: string;
                /** @description UCUM code or usual spelling; `canonical`: the unit in which the sensor is stored */
                unit: string;
            }[];
            /**
             * @description Decimal mark of numbers
             * @default .
             * @enum {string}
             */
            decimal: "." | ",";
            /**
             * @description What separates columns
             * @default ,
             * @enum {string}
             */
            delimiter: "," | ";" | "\t" | "|";
            /**
             * @description Encoding of the text
             * @default utf-8
             * @enum {string}
             */
            encoding: "utf-8" | "windows-1252" | "utf-16le";
            /**
             * @description One column a sensor
             * @enum {string}
             */
            form: "wide";
            /**
             * @description Rows before the data
             * @default 1
             */
            headerRows: number;
            /**
             * @description Words for "no value", beside an empty cell; capitals do not matter
             * @default [
             *       "NaN",
             *       "NA",
             *       "N/A",
             *       "#N/A",
             *       "null",
             *       "none",
             *       "-"
             *     ]
             */
            missing: string[];
            /**
             * @description Sheet of a workbook; null: the first one
             * @default null
             */
            sheet: string | null;
            /**
             * @description What separates thousands; empty: nothing
             * @default
             * @enum {string}
             */
            thousands: "" | "," | "." | " " | "'";
            /** @description Where the times stand and how they are written */
            time: {
                /** @description Place of the column, from 0 */
                column: number;
                /**
                 * @description `day-first`: 31.10.2021 02:00; `excel`: serial days
                 * @default iso
                 * @enum {string}
                 */
                format: "iso" | "day-first" | "month-first" | "unix-s" | "unix-ms" | "excel";
                /**
                 * @description Zone of times that carry no offset; null only when every time carries one
                 * @default null
                 */
                timeZone: string | null;
            };
        };
        ImportProgress: {
            /** @description Bytes of the file that were read */
            bytes: number;
            /** @description Readings whose time was taken by another value, which stays */
            conflicts: number;
            /** @description Rows in an hour that the clocks of the zone showed twice */
            doubledHours: number;
            /** @description Readings that were there already with the same value */
            duplicates: number;
            /** @description Rows or cells that are not stored, by reason */
            errors: {
                [key: string]: number;
            };
            /** @description Seconds to the end, about; null when it is not running */
            etaS: number | null;
            firstTime: string | null;
            lastTime: string | null;
            /** @description Cells without a value */
            missing: number;
            /** @description 0 to 100 */
            percent: number;
            /** @description Rows or cells that are not stored, conflicts aside */
            rejected: number;
            /** @description Rows of data that were read */
            rows: number;
            /** @description Readings handled in a second: lately, or over the whole run */
            rowsPerSecond: number | null;
            /** @description Readings stored */
            stored: number;
        };
        IngestReport: {
            /** @description Another value is stored for this sensor and time; the first one stays */
            conflict: number;
            /** @description The same reading was stored before */
            duplicate: number;
            /** @description Stored, and measured long before it came */
            late: number;
            /** @description Not stored, kept aside with a reason */
            quarantined: number;
            /** @description Readings that were not stored; all readings with `?report=full` */
            results: components["schemas"]["TelemetryItemReport"][];
            stored: number;
        };
        JobAccepted: {
            /** @enum {boolean} */
            accepted: true;
            job: string;
        };
        JobKind: {
            description: string;
            /** @description Null when it has not run within the time that finished jobs are kept */
            lastRun: {
                error: string | null;
                /** Format: date-time */
                finishedAt: string;
                milliseconds: number;
                /** @enum {string} */
                outcome: "done" | "failed";
                /** @description What the job says it did; null when it failed */
                result: unknown;
            } | null;
            name: string;
            nextRunAt: string | null;
            /** @description `every N s` or a cron pattern in UTC; null for work that runs when asked */
            schedule: string | null;
        };
        JobQueueState: {
            active: number;
            /** @description Planned for later, scheduled ones included */
            delayed: number;
            failed: number;
            name: string;
            waiting: number;
        };
        /** @description Background work: its queues, its kinds and how each last went */
        JobsState: {
            jobs: components["schemas"]["JobKind"][];
            queues: components["schemas"]["JobQueueState"][];
            /** @enum {string} */
            store: "postgresql" | "redis";
        };
        LeakSuspect: {
            area: components["schemas"]["MultiPolygonGeometry"] | null;
            /** @description Length of the pipes in the area */
            areaLengthM: number;
            /** @description Probability that the leak lies in the area, as far as model and sensors are right */
            areaShare: number;
            /**
             * Format: date-time
             * @description Estimated
             */
            beganAt: string;
            closedAt: string | null;
            closedBy: string | null;
            /** @description Length of all pipes that were considered */
            consideredLengthM: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description When no more water was lost; null: it still is, or it is not known */
            endedAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            foundAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            /**
             * @description `twin`: found by itself; `request`: somebody asked
             * @enum {string}
             */
            origin: "twin" | "request";
            outcomeAssetId: string | null;
            outcomeComment: string | null;
            /** @description Most probable first */
            pipes: {
                assetId: string | null;
                elementId: string;
                name: string;
                /** @description 0 to 1, over all pipes that were considered */
                probability: number;
            }[];
            sizeHighM3h: number | null;
            sizeLowM3h: number | null;
            /** @description Estimated loss */
            sizeM3h: number | null;
            /** @enum {string} */
            state: "open" | "confirmed" | "not_found";
            /** @description What is known and how sure it is, in words */
            statement: string;
            /**
             * Format: uuid
             * @description UUID
             */
            twinId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
            zoneId: string | null;
            zoneName: string | null;
        };
        LineStringGeometry: {
            coordinates: components["schemas"]["Position"][];
            /** @enum {string} */
            type: "LineString";
        };
        LocaliseLeak: {
            /**
             * Format: date-time
             * @description Begin of the stretch in which water is lost
             */
            from: string;
            /**
             * Format: date-time
             * @description Its end
             */
            to: string;
        };
        LoginRequest: {
            /**
             * @description Keep the refresh token in an HttpOnly cookie, for browsers
             * @default false
             */
            cookie?: boolean;
            password: string;
            username: string;
        };
        LonLat: {
            /** @description Latitude, degrees, WGS 84 */
            lat: number;
            /** @description Longitude, degrees, WGS 84 */
            lon: number;
        };
        MaintenanceModel: {
            /** @enum {string} */
            basis: "own" | "national" | "built_in" | "measured";
            /** @description Breaks in its scope that it could use */
            breaks: number;
            /** @description Pipes in its scope */
            pipes: number;
            /** @description First year of the breaks */
            recordsFrom: number | null;
            /** @description Day to which breaks were known */
            recordsTo: string | null;
            /**
             * Format: uuid
             * @description Municipality or nation that it judges
             */
            scopeId: string;
            /** @description Null: the model of the product, as it came */
            trainedAt: string | null;
            /** @description Tried on years that it had not seen; null: too few breaks for that */
            validation: {
                /** @description The same of age times length, the plain rule */
                ageTimesLength: {
                    /** @description Chance that a pipe that broke stands before one that did not */
                    auc: number | null;
                    /** @description Share of breaks on the first tenth of the length */
                    topTenth: number | null;
                };
                /** @description Chance that a pipe that broke stands before one that did not */
                auc: number | null;
                breaks: number;
                /** @description Breaks expected over breaks seen; 1 is right */
                calibration: number | null;
                /** @description Breaks before this year were known */
                knownTo: number;
                pipes: number;
                /** @description and those before this year were predicted */
                predictedTo: number;
                /** @description Share of breaks on the first tenth of the length */
                topTenth: number | null;
            } | null;
        };
        MaintenanceModels: {
            data: components["schemas"]["MaintenanceModel"][];
        };
        MaintenanceRisk: {
            /** @enum {string} */
            basis: "own" | "national" | "built_in" | "measured";
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            computedAt: string;
            /** @description 1 (lowest) to 5 */
            consequence: number;
            consequenceParts: components["schemas"]["ConsequencePart"][];
            /** @description 0 (failed) to 100; pumps and sensors only */
            healthScore: number | null;
            /** @description Days that the probability looks ahead */
            horizonDays: number;
            /**
             * Format: uuid
             * @description Of the asset or sensor
             */
            id: string;
            /** @description Score of the list for inspection, higher first; pipes only */
            inspection: number | null;
            /** @enum {string} */
            kind: "pipe" | "pump" | "sensor";
            /** @enum {string} */
            level: "low" | "medium" | "high" | "very_high";
            /** @description 1 (lowest) to 5 */
            likelihood: number;
            /** @description Figures behind it, by name with unit */
            measures: {
                [key: string]: number | null;
            };
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @description Breaks expected per metre and year; pipes only */
            perMetre: number | null;
            /** @description Chance of a failure within `horizonDays`; null: it cannot be told */
            probability: components["schemas"]["RiskEstimate"] | null;
            /** @description Strongest first */
            reasons: components["schemas"]["RiskReason"][];
            /** @description Remaining life in `remainingUnit`; null: it cannot be told */
            remaining: components["schemas"]["RiskEstimate"] | null;
            /** @description A remaining life of this much means "or more" */
            remainingBeyond: number;
            /** @enum {string} */
            remainingUnit: "years" | "days";
            /** @description Likelihood times consequence */
            risk: number;
        };
        MaintenanceRun: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description Municipalities done */
            done: number;
            failure: string | null;
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description Things judged so far */
            judged: {
                [key: string]: number;
            };
            /** @description Null: the nightly run */
            requestedBy: string | null;
            /**
             * Format: uuid
             * @description Nation, region or municipality that is judged anew
             */
            scopeId: string;
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "finished" | "failed";
            /** @description What it is at */
            step: ("model" | "pipes" | "pumps" | "sensors") | null;
            /** @description Municipalities to do; 0 until it has begun */
            total: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        MfaRequest: {
            /** @description As login answered it; valid for five minutes */
            challenge: string;
            /** @description Six digits of the authenticator, or a recovery code */
            code: string;
        };
        Model: {
            activeVersion: number | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            daysPerFalseAlarm: number;
            /** @description Share of the last week that was out of the ordinary; null: too few readings */
            drift: {
                drifted: boolean;
                readings: number;
                share: number;
            } | null;
            holidays: string[];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            lastTrainedAt: string | null;
            /** @description Newest version that was trained */
            latestVersion: number | null;
            /** @description Of the active version, else of the newest */
            metrics: components["schemas"]["ModelMetrics"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            nextTrainingAt: string | null;
            /** @description Detections of the active version that go on */
            openDetections: number;
            /** @enum {string} */
            priority: "critical" | "high" | "medium" | "low";
            retrain: {
                everyDays: number | null;
                onDrift: boolean;
                /** @enum {string} */
                promote: "manual" | "if_better";
            };
            /** @description Readings that version learned from */
            samples: number | null;
            scope: {
                code: string;
                /**
                 * Format: uuid
                 * @description UUID
                 */
                id: string;
                /** @enum {string} */
                kind: "sensor" | "zone";
                name: string;
                /** @description Of a sensor; null for a zone */
                quantity: string | null;
                /** @description Canonical unit of a sensor, UCUM; null for a zone */
                unit: string | null;
            };
            shadowVersion: number | null;
            /** @enum {string} */
            state: "untrained" | "candidate" | "shadow" | "active";
            training: components["schemas"]["ModelTraining"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
            windowDays: number;
        };
        ModelComparison: {
            /** @description Of the first two versions: readings that both call an alarm, or only one */
            agreement: {
                both: number;
                onlyFirst: number;
                onlySecond: number;
            } | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            to: string;
            versions: {
                alarmReadings: number;
                /** @description Stretches at or above the threshold */
                alarms: number;
                feedback: components["schemas"]["ModelMetrics"] | null;
                injected: components["schemas"]["ModelMetrics"] | null;
                /** @description Between reading and expectation, unit of the sensor */
                meanAbsError: number | null;
                /** @description The version learned from some of these readings */
                overlapsTraining: boolean;
                readings: number;
                /** @enum {string} */
                state: "training" | "candidate" | "shadow" | "active" | "retired" | "failed";
                version: number;
            }[];
        };
        ModelContext: {
            holiday: boolean;
            hour: number;
            month: number;
            /** @description Sensors that were looked at beside it */
            neighbours: {
                name: string;
                /**
                 * Format: uuid
                 * @description UUID
                 */
                sensorId: string;
                value: number | null;
            }[];
            /** @enum {string} */
            season: "winter" | "spring" | "summer" | "autumn";
            /** @description 0 Monday to 6 Sunday */
            weekday: number;
        };
        ModelDetection: {
            context: components["schemas"]["ModelContext"];
            /** @description Null: goes on */
            endedAt: string | null;
            expected: number | null;
            explanation: components["schemas"]["ModelExplanation"];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            lower: number | null;
            /**
             * @description shadow: recorded without an alarm
             * @enum {string}
             */
            mode: "active" | "shadow";
            /**
             * Format: uuid
             * @description UUID
             */
            modelId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            peakAt: string;
            /** @description Highest score of the stretch */
            score: number;
            sensorCode: string;
            /**
             * Format: uuid
             * @description UUID
             */
            sensorId: string;
            sensorName: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            startedAt: string;
            unit: string;
            upper: number | null;
            /** @description Reading with the highest score */
            value: number | null;
            /** @description What an operator said of it */
            verdict: ("true" | "false") | null;
            version: number;
        };
        ModelDetectionList: {
            data: components["schemas"]["ModelDetection"][];
            page: {
                next: string | null;
            };
        };
        ModelExplanation: {
            /**
             * @description The reason that weighs most
             * @enum {string}
             */
            code: "time_of_week" | "time_of_week_sustained" | "recent" | "neighbours" | "neighbours_sustained" | "season" | "level" | "neighbour" | "relation" | "left_level" | "changed_constant";
            /** @description Heaviest first */
            features: {
                /** @enum {string} */
                code: "time_of_week" | "time_of_week_sustained" | "recent" | "neighbours" | "neighbours_sustained" | "season" | "level" | "neighbour" | "relation" | "left_level" | "changed_constant";
                /** @description By how much it moves the expectation, unit of the sensor */
                effect: number | null;
                expected: number | null;
                name: string | null;
                seen: number | null;
                /** @description Another sensor that it is about */
                sensorId: string | null;
                /** @description Multiple of the largest usual deviation */
                strength: number | null;
                text: string;
            }[];
            text: string;
        };
        ModelMetrics: {
            accuracy: number;
            /** @description By kind of injected anomaly: spike, shift, drift, stuck */
            byKind: {
                [key: string]: {
                    found: number;
                    injected: number;
                };
            };
            f1: number | null;
            falseAlarmsPer30Days: number | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            from: string;
            /**
             * @description injected: anomalies put into clean readings; feedback: what operators said of alarms
             * @enum {string}
             */
            measuredOn: "injected" | "feedback";
            /** @description From the start of an anomaly to its alarm */
            medianDelayS: number | null;
            /** @description Those among them with an anomaly */
            positives: number;
            precision: number | null;
            recall: number | null;
            /** @description Stretches of time that were judged */
            samples: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            to: string;
        };
        ModelPatch: {
            daysPerFalseAlarm?: number;
            holidays?: string[];
            /** @enum {string} */
            priority?: "critical" | "high" | "medium" | "low";
            /** @description Training without being asked */
            retrain?: {
                /**
                 * @description Train anew so often; null: never by itself
                 * @default null
                 */
                everyDays?: number | null;
                /**
                 * @description Train anew when too many readings of the last week are out of the ordinary
                 * @default true
                 */
                onDrift?: boolean;
                /**
                 * @description if_better: a version trained by itself takes over when its F1 on the same readings is no lower
                 * @default manual
                 * @enum {string}
                 */
                promote?: "manual" | "if_better";
            };
            windowDays?: number;
        };
        ModelTraining: {
            failure: string | null;
            /** @description 0 to 100 */
            percent: number;
            startedAt: string | null;
            /** @enum {string} */
            state: "idle" | "queued" | "running" | "failed";
            /** @enum {string} */
            step: "waiting" | "reading" | "learning" | "storing" | "done";
            /** @description Version that is being trained, or was last */
            version: number | null;
        };
        ModelVersion: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            detections: number;
            /** @description Confirmed anomalies in the window that it did not learn from */
            excludedLabels: number;
            failure: string | null;
            /** @description On injected anomalies, also where feedback was enough */
            injected: components["schemas"]["ModelMetrics"] | null;
            metrics: components["schemas"]["ModelMetrics"] | null;
            /** @enum {string} */
            reason: "manual" | "schedule" | "drift";
            samples: number | null;
            /** @enum {string} */
            state: "training" | "candidate" | "shadow" | "active" | "retired" | "failed";
            /** @description What was used: neighbours, step, season */
            summary: {
                [key: string]: unknown;
            };
            trainedAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            trainFrom: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            trainTo: string;
            version: number;
        };
        ModelVersionChoice: {
            version: number;
        };
        ModelVersionList: {
            data: components["schemas"]["ModelVersion"][];
        };
        MultiPolygonGeometry: {
            coordinates: components["schemas"]["Position"][][][];
            /** @enum {string} */
            type: "MultiPolygon";
        };
        Municipality: {
            boundary: components["schemas"]["Area"] | null;
            center: components["schemas"]["LonLat"];
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            name: string;
            /** @description Inhabitants; null: unknown */
            population: number | null;
            /**
             * Format: uuid
             * @description UUID
             */
            regionId: string;
            /** @description IANA name, for days and shifts */
            timeZone: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        MunicipalityPatch: {
            boundary?: components["schemas"]["Area"] | null;
            center?: components["schemas"]["LonLat"];
            /** @description Unique in the nation */
            code?: string;
            name?: string;
            population?: number | null;
            timeZone?: string;
        };
        NetworkCounts: {
            /** @description Number of junctions */
            junctions: number;
            /** @description Number of pipes */
            pipes: number;
            /** @description Number of pumps */
            pumps: number;
            /** @description Number of reservoirs */
            reservoirs: number;
            /** @description Number of tanks */
            tanks: number;
            /** @description Number of valves */
            valves: number;
        };
        NetworkImport: {
            /**
             * @description true: read and check everything, store nothing
             * @default false
             */
            dryRun?: boolean;
            /** @description Text of the EPANET .inp file */
            inp: string;
            /** @description Where the drawing stands on the globe: coordinates of network files are rarely geographic */
            placement: {
                /** @description Place on the globe on which the drawing is anchored */
                anchor: {
                    lat: number;
                    lon: number;
                };
                /** @description Point of the drawing that comes to stand there; left out: the centre of its nodes */
                anchorXY?: {
                    x: number;
                    y: number;
                };
                /** @description Metres on the ground of one unit of the drawing */
                metresPerUnit: number;
                /**
                 * @description Turn about the anchor, degrees clockwise
                 * @default 0
                 */
                rotationDeg?: number;
            };
            /**
             * @description true: assets of earlier imports into the same zone are taken away first
             * @default false
             */
            replace?: boolean;
            /** @description Makes a zone of this name around the network and puts its assets into it */
            zoneName?: string;
        };
        NetworkImportResult: {
            /** @description Number of assets by class */
            assets: {
                [key: string]: number;
            };
            /** @description West, south, east, north, degrees */
            bounds: number[];
            dryRun: boolean;
            /** @description Number of assets taken away before */
            removed: number;
            /** @description What was tolerated or left out, and what was done about it */
            warnings: string[];
            zoneId: string | null;
            /** @description Number of zones made */
            zones: number;
        };
        NewAsset: {
            /** @default {} */
            attributes?: {
                [key: string]: components["schemas"]["__schema0"];
            };
            /** @enum {string} */
            class: "pipe" | "valve" | "pump" | "reservoir" | "tank" | "treatment_plant" | "junction";
            /** @description Unique in the municipality */
            code: string;
            /** @default null */
            diameterMm?: number | null;
            /** @default null */
            elevationM?: number | null;
            geometry: components["schemas"]["Geometry"];
            /** @default null */
            installedOn?: string | null;
            /**
             * @description Left out for lines: measured along the geometry
             * @default null
             */
            lengthM?: number | null;
            /** @default null */
            material?: string | null;
            /**
             * Format: uuid
             * @description May be left out by users whose home is one municipality
             */
            municipalityId?: string;
            name: string;
            /**
             * @default in_service
             * @enum {string}
             */
            status?: "in_service" | "out_of_service" | "planned" | "retired";
            /** @default null */
            zoneId?: string | null;
        };
        NewAssetBreak: {
            /**
             * Format: date
             * @description Day of the break
             */
            brokeOn: string;
            /**
             * @default unknown
             * @enum {string}
             */
            kind?: "circumferential" | "longitudinal" | "corrosion" | "joint" | "fitting" | "third_party" | "other" | "unknown";
            /** @default  */
            note?: string;
        };
        NewCodec: {
            /** @default  */
            description?: string;
            /** @default [] */
            fields?: components["schemas"]["CodecField"][];
            /**
             * @default ttn
             * @enum {string}
             */
            kind?: "ttn" | "chirpstack";
            /** @description null: the nation; left out: your own home */
            municipalityId?: string | null;
            name: string;
            source: string;
            /**
             * @default draft
             * @enum {string}
             */
            status?: "draft" | "active";
            /** @default [] */
            testVectors?: components["schemas"]["CodecTestVector"][];
        };
        NewDevice: {
            /**
             * @description Reads its payloads: a built-in codec or the id of one
             * @default null
             */
            codec?: ("cayenne-lpp" | string) | null;
            /** @default null */
            firmware?: string | null;
            /** @default null */
            location?: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description May be left out by users whose home is one municipality
             */
            municipalityId?: string;
            name: string;
            /** @default mqtt */
            protocol?: string;
            /**
             * @default active
             * @enum {string}
             */
            status?: "active" | "disabled";
        };
        NewDeviceCommand: {
            /** @description What is to be done; must be one of those that the installation allows */
            name: string;
            /**
             * @description In the words of the device. LoRaWAN: `fPort` and `hex`, or `data` for the codec of the device
             * @default {}
             */
            payload?: {
                [key: string]: components["schemas"]["__schema0"];
            };
            /**
             * @description Not to be carried out later than this, min
             * @default 1440
             */
            validMinutes?: number;
        };
        NewDeviceName: {
            /** @enum {string} */
            kind: "eui";
            /** @description LoRaWAN DevEUI */
            name: string;
        } | {
            /** @enum {string} */
            kind: "phone";
            /** @description Number that its messages come from */
            name: string;
        } | {
            /** @enum {string} */
            kind: "station";
            /** @description Station number or IMEI */
            name: string;
        } | {
            /** @enum {string} */
            kind: "endpoint";
            /** @description LwM2M endpoint name */
            name: string;
        } | {
            /** @enum {string} */
            kind: "sparkplug";
            name: string;
        } | {
            /** @enum {string} */
            kind: "certificate";
            /** @description SHA-256 of the certificate */
            name: string;
        } | {
            /** @enum {string} */
            kind: "hmac";
            /** @description At least 24 bytes, hexadecimal; left out: one is made and shown once */
            secret?: string;
        } | {
            /** @enum {string} */
            kind: "psk";
            /** @description PSK identity; left out: the id of the device */
            name?: string;
            /** @description At least 16 bytes, hexadecimal; left out: one is made and shown once */
            secret?: string;
        } | {
            keys: {
                appSKey: string;
                devAddr: string;
                nwkSKey: string;
            } | {
                appKey: string;
            };
            /** @enum {string} */
            kind: "lorawan";
            /** @description DevEUI */
            name: string;
        };
        NewMaintenanceRun: {
            /**
             * Format: uuid
             * @description Nation, region or municipality; default: the home of the caller
             */
            scopeId?: string;
        };
        NewModel: {
            /**
             * @description One false alarm in so many days is accepted
             * @default 90
             */
            daysPerFalseAlarm?: number;
            /**
             * @description Local days on which people behave as on Sundays
             * @default []
             */
            holidays?: string[];
            /**
             * @description Priority of the alarms
             * @default medium
             * @enum {string}
             */
            priority?: "critical" | "high" | "medium" | "low";
            /**
             * @description Training without being asked
             * @default {
             *       "everyDays": null,
             *       "onDrift": true,
             *       "promote": "manual"
             *     }
             */
            retrain?: {
                /**
                 * @description Train anew so often; null: never by itself
                 * @default null
                 */
                everyDays?: number | null;
                /**
                 * @description Train anew when too many readings of the last week are out of the ordinary
                 * @default true
                 */
                onDrift?: boolean;
                /**
                 * @description if_better: a version trained by itself takes over when its F1 on the same readings is no lower
                 * @default manual
                 * @enum {string}
                 */
                promote?: "manual" | "if_better";
            };
            scope: {
                /**
                 * Format: uuid
                 * @description UUID
                 */
                id: string;
                /** @enum {string} */
                kind: "sensor" | "zone";
            };
            /**
             * Format: date-time
             * @description Learn from readings at or after this; left out: `windowDays` before the end
             */
            trainFrom?: string;
            /**
             * Format: date-time
             * @description Learn from readings before this; left out: now
             */
            trainTo?: string;
            /**
             * @description Days of readings to learn from, back from now
             * @default 90
             */
            windowDays?: number;
        };
        NewMunicipality: {
            /** @default null */
            boundary?: components["schemas"]["Area"] | null;
            center: components["schemas"]["LonLat"];
            /** @description Unique in the nation */
            code: string;
            name: string;
            /** @default null */
            population?: number | null;
            /**
             * Format: uuid
             * @description May be left out by users whose home is one region
             */
            regionId?: string;
            /** @default UTC */
            timeZone?: string;
        };
        NewPluginInstance: {
            /** @default {} */
            config?: {
                [key: string]: unknown;
            };
            /** @default true */
            enabled?: boolean;
            name: string;
            plugin: string;
            /** @default null */
            scopeId?: string | null;
            /**
             * @description Values of secret fields; null takes one away, fields left out stay
             * @default {}
             */
            secrets?: {
                [key: string]: string | null | {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        NewRegion: {
            /** @default null */
            boundary?: components["schemas"]["Area"] | null;
            /** @description Unique in the nation */
            code: string;
            name: string;
        };
        NewSensor: {
            /** @default null */
            assetId?: string | null;
            /**
             * @description What its device calls it, such as `temperature` or `/3323/0/5700`; unique on the device
             * @default null
             */
            channel?: string | null;
            /**
             * @description Unit of what the device sends, where its messages name none; UCUM or an everyday spelling
             * @default null
             */
            channelUnit?: string | null;
            /** @description Unique in the municipality; what devices send as sensor_id */
            code: string;
            /** @default {} */
            detection?: components["schemas"]["DetectionSettings"];
            /** @default null */
            deviceId?: string | null;
            /** @description UCUM; default: the canonical unit */
            displayUnit?: string;
            /** @default 900 */
            intervalS?: number;
            /** @default null */
            location?: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description May be left out by users whose home is one municipality
             */
            municipalityId?: string;
            name: string;
            /** @enum {string} */
            quantity: "flow" | "volume" | "pressure" | "level" | "temperature" | "chlorine" | "conductivity" | "turbidity" | "ph" | "power" | "energy" | "voltage" | "percent";
            /** @default null */
            rangeMax?: number | null;
            /** @default null */
            rangeMin?: number | null;
            /**
             * @default active
             * @enum {string}
             */
            status?: "active" | "out_of_service";
            /**
             * @default {
             *       "lowLow": null,
             *       "low": null,
             *       "high": null,
             *       "highHigh": null
             *     }
             */
            thresholds?: components["schemas"]["Thresholds"];
            /** @default null */
            zoneId?: string | null;
        };
        NewWaterBalance: {
            /**
             * @description null: what the meters of customers measured
             * @default null
             */
            billedMetered?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
            /**
             * @default {
             *       "volumeM3": 0,
             *       "ciPercent": 0
             *     }
             */
            billedUnmetered?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            };
            /**
             * @description null: 0.25 % of the billed metered use
             * @default null
             */
            dataErrors?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
            /**
             * @description null: what the outlets measured
             * @default null
             */
            exported?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
            /**
             * Format: date
             * @description First day, local
             */
            from: string;
            /**
             * @default {
             *       "volumeM3": 0,
             *       "ciPercent": 0
             *     }
             */
            imported?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            };
            /**
             * @default {
             *       "percent": 2,
             *       "ciPoints": 1
             *     }
             */
            meterUnderRegistration?: {
                /** @description 95 % interval, percentage points */
                ciPoints: number;
                /** @description Share of use that meters do not register, % */
                percent: number;
            };
            /** @default  */
            note?: string;
            /**
             * @description null: what the inlets measured
             * @default null
             */
            ownSources?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
            /**
             * Format: date
             * @description Day after the last
             */
            to: string;
            /**
             * @description null: 0.25 % of the water supplied
             * @default null
             */
            unauthorisedUse?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
            /**
             * @default {
             *       "volumeM3": 0,
             *       "ciPercent": 0
             *     }
             */
            unbilledMetered?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            };
            /**
             * @description null: 1.25 % of the water supplied
             * @default null
             */
            unbilledUnmetered?: {
                /** @description 95 % interval, % of the volume */
                ciPercent: number;
                /** @description m³ in the period */
                volumeM3: number;
            } | null;
        };
        NewZone: {
            /** @default null */
            boundary?: components["schemas"]["Area"] | null;
            /** @description Unique in the municipality */
            code: string;
            /**
             * @default dma
             * @enum {string}
             */
            kind?: "dma" | "pressure" | "other";
            /**
             * Format: uuid
             * @description May be left out by users whose home is one municipality
             */
            municipalityId?: string;
            name: string;
        };
        OneTimePassword: {
            /** @description Shown once; must be changed at the first sign-in */
            oneTimePassword: string;
        };
        /** @description What is wrong now, where, at one glance */
        Overview: {
            /** @description Alarms raised in each of the last 24 hours, oldest first, the running hour last */
            alarmTrend: {
                count: number;
                /** Format: date-time */
                hour: string;
            }[];
            figures: {
                alerts: components["schemas"]["AlertCounts"];
                devicesOnline: number;
                devicesTotal: number;
                /** @description Mean of the last five whole minutes */
                readingsPerMinute: number;
                sensorsReporting: number;
                sensorsTotal: number;
                unacknowledged: number;
            };
            /** @description Worst first */
            municipalities: components["schemas"]["OverviewMunicipality"][];
            /** @description Readings stored in each of the last 60 minutes, oldest first, the running minute last */
            readingTrend: {
                count: number;
                /** Format: date-time */
                minute: string;
            }[];
        };
        OverviewMunicipality: {
            alerts: components["schemas"]["AlertCounts"];
            center: {
                lat: number;
                lon: number;
            };
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Sensors whose newest reading is at most three intervals old */
            sensorsReporting: number;
            sensorsTotal: number;
            /** @description Of the open alarms; null without any */
            worstPriority: ("critical" | "high" | "medium" | "low") | null;
        };
        PasswordChangeRequest: {
            currentPassword: string;
            /** @description 12 characters or more; any characters, no other rules */
            newPassword: string;
        };
        Plugin: {
            /** @description Came with the platform; all others run in a process of their own */
            builtIn: boolean;
            /** @description What it asks the platform for */
            capabilities: string[];
            id: string;
            /** @description How many instances it has */
            instances: number;
            /**
             * @description gateway: brings readings in; codec: reads payloads; channel: carries messages out
             * @enum {string}
             */
            kind: "gateway" | "codec" | "channel";
            protocols: string[];
            /** @description Versions of the SDK it works with */
            sdk: string;
            title: string;
            version: string;
        };
        PluginConfirmation: {
            /** @description All that its manifest asks for */
            capabilities: string[];
        };
        PluginDetail: {
            /** @description Came with the platform; all others run in a process of their own */
            builtIn: boolean;
            /** @description What it asks the platform for */
            capabilities: string[];
            /** @description JSON Schema of its configuration; secrets are marked writeOnly */
            configSchema: {
                [key: string]: unknown;
            };
            id: string;
            /** @description How many instances it has */
            instances: number;
            /**
             * @description gateway: brings readings in; codec: reads payloads; channel: carries messages out
             * @enum {string}
             */
            kind: "gateway" | "codec" | "channel";
            protocols: string[];
            /** @description Versions of the SDK it works with */
            sdk: string;
            title: string;
            version: string;
        };
        PluginInstance: {
            builtIn: boolean;
            capabilities: string[];
            /** @description Without secrets */
            config: {
                [key: string]: unknown;
            };
            /** @description Who has let it run with which capabilities */
            confirmation: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                at: string;
                by: string;
                capabilities: string[];
            } | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description Why the platform took it out of service */
            disabledReason: string | null;
            enabled: boolean;
            /** @description Address for providers that call back, if the plugin has one */
            hookUrl: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description Runs without being asked; settings of the installation fill what it leaves out */
            isDefault: boolean;
            kind: ("gateway" | "codec" | "channel") | null;
            name: string;
            /** @description It does not run before an administrator has confirmed what it asks for */
            needsConfirmation: boolean;
            plugin: string;
            /** @description null: the plugin is not installed any more */
            pluginTitle: string | null;
            processes: components["schemas"]["PluginProcess"][];
            reason: string | null;
            restarts: number;
            /** @description Municipality or region whose devices it serves; null: the nation */
            scopeId: string | null;
            /** @description Secret fields that have a value; the values are never shown */
            secretsSet: string[];
            /**
             * @description idle: enabled, and run by no process at present; stopped: disabled
             * @enum {string}
             */
            status: "starting" | "up" | "degraded" | "down" | "stopped" | "idle";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        PluginInstancePatch: {
            config?: {
                [key: string]: unknown;
            };
            enabled?: boolean;
            name?: string;
            /** @description Values of secret fields; null takes one away, fields left out stay */
            secrets?: {
                [key: string]: string | null | {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        PluginInstances: {
            data: components["schemas"]["PluginInstance"][];
        };
        PluginLog: {
            data: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                at: string;
                id: string;
                /** @enum {string} */
                level: "debug" | "info" | "warn" | "error";
                message: string;
                process: string;
            }[];
        };
        PluginProcess: {
            details: {
                [key: string]: unknown;
            };
            process: string;
            reason: string | null;
            /** @description Starts after a failure */
            restarts: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            seenAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            since: string;
            /**
             * @description idle: enabled, and run by no process at present; stopped: disabled
             * @enum {string}
             */
            status: "starting" | "up" | "degraded" | "down" | "stopped" | "idle";
        };
        Plugins: {
            data: components["schemas"]["Plugin"][];
            /** @description Folders and packages that look like plugins and cannot be used */
            refused: {
                folder: string;
                reason: string;
            }[];
        };
        PointGeometry: {
            coordinates: components["schemas"]["Position"];
            /** @enum {string} */
            type: "Point";
        };
        PolygonGeometry: {
            coordinates: components["schemas"]["Position"][][];
            /** @enum {string} */
            type: "Polygon";
        };
        /** @description Longitude, latitude, degrees */
        Position: [
            number,
            number
        ];
        PredictBatchInput: {
            /** @description Neighbours; for a zone: all its sensors, by id */
            columns?: {
                [key: string]: (number | null)[];
            };
            /** @description Unix ms, rising */
            times: number[];
            /** @description For the model of a sensor: one value a time */
            values?: (number | null)[];
            version?: number;
        };
        PredictBatchResult: {
            /** @description Time that the scoring itself took, ms */
            computeMs: number;
            count: number;
            /** @description Null for zones */
            expected: (number | null)[] | null;
            lower: (number | null)[] | null;
            /** @description View that decided; null for zones */
            reasons: ("time_of_week" | "time_of_week_sustained" | "recent" | "neighbours" | "neighbours_sustained" | "season" | "level" | "neighbour" | "relation" | "left_level" | "changed_constant")[] | null;
            scores: number[];
            upper: (number | null)[] | null;
            version: number;
        };
        PredictInput: {
            /** Format: date-time */
            time: string;
            /** @description Canonical unit of the sensor */
            value: number;
            /** @description Left out: the active version, else the newest */
            version?: number;
        } | {
            /** Format: date-time */
            time: string;
            /** @description One value for each sensor of the zone, by its id */
            values: {
                [key: string]: number | null;
            };
            version?: number;
        };
        Prediction: {
            alarm: boolean;
            context: components["schemas"]["ModelContext"];
            expected: number | null;
            explanation: components["schemas"]["ModelExplanation"];
            lower: number | null;
            /** @description 0.5 or more is an alarm */
            score: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            time: string;
            upper: number | null;
            version: number;
        };
        Problem: {
            /** @description Stable, machine-readable code */
            code: string;
            /** @description What happened here, and what to do next */
            detail: string;
            /** @description Faults of single fields */
            errors?: {
                detail: string;
                /** @description JSON pointer into the body, or `?name` */
                pointer: string;
            }[];
            /** @description Path of the request */
            instance: string;
            /** @description Id under which the logs know this request */
            requestId: string;
            /** @description HTTP status */
            status: number;
            /** @description Unvarying summary of this kind of problem */
            title: string;
            /** @description Stable address of this kind of problem */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Who is signed in, and what they may do */
        Profile: {
            displayName: string;
            email: string | null;
            /** Format: uuid */
            id: string;
            locale: string;
            /** @description A second factor is not required yet, though these rights call for one */
            mfaAdvised: boolean;
            mfaEnabled: boolean;
            /** @description A role asks for a second factor; nothing else is possible before it is enrolled */
            mfaRequired: boolean;
            /** @description Nothing else is possible before POST /auth/password */
            mustChangePassword: boolean;
            /** @description Codes of the roles held */
            roles: string[];
            /** @description Rights for screens, in the form of CASL; later rules win */
            rules: components["schemas"]["AccessRule"][];
            /** @description The home: it and everything below it is visible */
            tenant: components["schemas"]["ProfileTenant"];
            username: string;
        };
        ProfileTenant: {
            /**
             * Format: uuid
             * @description Public id: of the region or municipality, or of the nation
             */
            id: string;
            /** @enum {string} */
            kind: "nation" | "region" | "municipality";
            name: string;
        };
        PutTwinLinks: {
            links: components["schemas"]["TwinLinkInput"][];
        };
        /** @description Which kept items; all that the caller may change where nothing is said */
        QuarantineChoice: {
            /** Format: uuid */
            deviceId?: string;
            /**
             * Format: date-time
             * @description Received at this time or later
             */
            from?: string;
            ids?: string[];
            /** Format: uuid */
            municipalityId?: string;
            /** @enum {string} */
            reason?: "unreadable" | "malformed" | "oversized" | "too_many" | "too_deep" | "empty" | "bad_sensor" | "unknown_sensor" | "foreign_sensor" | "bad_value" | "missing_unit" | "wrong_unit" | "bad_time" | "clock_not_set" | "future" | "too_old" | "topic_forbidden" | "no_partition" | "not_storable";
            /**
             * Format: date-time
             * @description Received before this time
             */
            to?: string;
        };
        QuarantineCount: {
            /** @description Items that are replayed, or were dismissed */
            count: number;
        };
        QuarantineDetail: {
            /** @description How often the same came within a day; it is kept once */
            count: number;
            detail: string;
            /** @description null: sent by a user or an API key */
            deviceId: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it came last
             */
            lastReceivedAt: string;
            /** Format: uuid */
            municipalityId: string;
            protocol: string;
            /**
             * Format: base64
             * @description The bytes as they came, base64
             */
            raw: string;
            /** @enum {string} */
            reason: "unreadable" | "malformed" | "oversized" | "too_many" | "too_deep" | "empty" | "bad_sensor" | "unknown_sensor" | "foreign_sensor" | "bad_value" | "missing_unit" | "wrong_unit" | "bad_time" | "clock_not_set" | "future" | "too_old" | "topic_forbidden" | "no_partition" | "not_storable";
            /** Format: date-time */
            receivedAt: string;
            /** @description What became of its readings when it was last replayed */
            result: {
                conflict: number;
                duplicate: number;
                late: number;
                quarantined: number;
                stored: number;
            } | null;
            /** @description When it was last replayed or dismissed */
            settledAt: string | null;
            /** @description Size of what was kept */
            sizeBytes: number;
            /** @enum {string} */
            status: "kept" | "replaying" | "replayed" | "dismissed";
        };
        QuarantineItem: {
            /** @description How often the same came within a day; it is kept once */
            count: number;
            detail: string;
            /** @description null: sent by a user or an API key */
            deviceId: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it came last
             */
            lastReceivedAt: string;
            /** Format: uuid */
            municipalityId: string;
            protocol: string;
            /** @enum {string} */
            reason: "unreadable" | "malformed" | "oversized" | "too_many" | "too_deep" | "empty" | "bad_sensor" | "unknown_sensor" | "foreign_sensor" | "bad_value" | "missing_unit" | "wrong_unit" | "bad_time" | "clock_not_set" | "future" | "too_old" | "topic_forbidden" | "no_partition" | "not_storable";
            /** Format: date-time */
            receivedAt: string;
            /** @description What became of its readings when it was last replayed */
            result: {
                conflict: number;
                duplicate: number;
                late: number;
                quarantined: number;
                stored: number;
            } | null;
            /** @description When it was last replayed or dismissed */
            settledAt: string | null;
            /** @description Size of what was kept */
            sizeBytes: number;
            /** @enum {string} */
            status: "kept" | "replaying" | "replayed" | "dismissed";
        };
        QuarantineList: {
            data: components["schemas"]["QuarantineItem"][];
            page: {
                next: string | null;
            };
        };
        ReadingSeries: {
            /** @description Length of a bucket, s; null: single readings */
            bucketS: number | null;
            count: number[];
            /** Format: date-time */
            from: string;
            max: number[];
            mean: number[];
            min: number[];
            /** @description Worst quality in the bucket: 0 good, 3 suspect, 4 bad */
            quality: number[];
            /** @description Start of each bucket, or time of each reading; ascending, empty buckets left out */
            times: string[];
            /** Format: date-time */
            to: string;
            /** @description Canonical unit of all values, UCUM */
            unit: string;
        };
        /** @description Shown once */
        RecoveryCodes: {
            /** @description Each works once, in place of a code */
            recoveryCodes: string[];
        };
        RefreshRequest: {
            /** @description Left out when it is in the cookie */
            refreshToken?: string;
        };
        Region: {
            boundary: components["schemas"]["Area"] | null;
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        RegionPatch: {
            boundary?: components["schemas"]["Area"] | null;
            /** @description Unique in the nation */
            code?: string;
            name?: string;
        };
        ResolveAlert: {
            cause: string;
            /** @description Asked for while the condition still holds */
            reason?: string;
        };
        RiskEstimate: {
            /** @description Upper end */
            high: number;
            /** @description Lower end of the 80 % interval */
            low: number;
            value: number;
        };
        RiskMatrix: {
            /** @description Cells that hold something */
            cells: {
                consequence: number;
                count: number;
                lengthM: number;
                likelihood: number;
            }[];
            /** @description Oldest judgement among them; null: nothing is judged yet */
            computedAt: string | null;
            /** @enum {string} */
            kind: "pipe" | "pump" | "sensor";
            total: number;
        };
        RiskReason: {
            /** @description Stable name, for translations */
            code: string;
            /** @description Times likelier (above 1) or less likely; null: it only explains */
            factor: number | null;
            /** @description The same in English */
            text: string;
            values: {
                [key: string]: number | string;
            };
        };
        Role: {
            /** @description Only mfaRequired can be changed */
            builtIn: boolean;
            code: string;
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Holders must have a second factor */
            mfaRequired: boolean;
            name: string;
            rules: components["schemas"]["AccessRule"][];
            /** @description Where it can be given: a region or municipality and below; null for the nation */
            scopeId: string | null;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        RoleCreate: {
            code: string;
            /** @default  */
            description?: string;
            /** @default false */
            mfaRequired?: boolean;
            name: string;
            rules: components["schemas"]["AccessRuleInput"][];
            /**
             * Format: uuid
             * @description Region or municipality that it belongs to; your own home when left out
             */
            scopeId?: string;
        };
        RoleUpdate: {
            description?: string;
            mfaRequired?: boolean;
            name?: string;
            rules?: components["schemas"]["AccessRuleInput"][];
        };
        RotatedCredential: {
            credential: components["schemas"]["DeviceCredential"];
            /**
             * Format: date-time
             * @description Until then the earlier credential works too
             */
            earlierValidUntil: string;
            /**
             * Format: uuid
             * @description The device
             */
            id: string;
        };
        SearchHit: {
            code: string | null;
            /** @description Class of an asset, quantity of a sensor, protocol of a device */
            detail: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            kind: "sensor" | "asset" | "municipality" | "device" | "zone";
            location: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
        };
        SearchHits: {
            data: components["schemas"]["SearchHit"][];
        };
        Sensor: {
            assetId: string | null;
            /** @description What its device calls it */
            channel: string | null;
            /** @description Unit of what the device sends, where its messages name none */
            channelUnit: string | null;
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            detection: components["schemas"]["DetectionSettings"];
            deviceId: string | null;
            /** @description Unit in which people want to see it */
            displayUnit: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description Expected time between readings, s */
            intervalS: number;
            /** @description Newest reading; null: none yet */
            latest: {
                /** @description 0 good, 3 suspect, 4 bad */
                quality: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                time: string;
                /** @description Canonical unit */
                value: number;
            } | null;
            location: components["schemas"]["LonLat"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /** @enum {string} */
            quantity: "flow" | "volume" | "pressure" | "level" | "temperature" | "chlorine" | "conductivity" | "turbidity" | "ph" | "power" | "energy" | "voltage" | "percent";
            /** @description Greatest value the instrument can measure, canonical unit */
            rangeMax: number | null;
            /** @description Least value the instrument can measure, canonical unit */
            rangeMin: number | null;
            /**
             * @description Worst open alarm that is not shelved, or what else is to be said
             * @enum {string}
             */
            state: "critical" | "high" | "medium" | "low" | "silent" | "shelved" | "normal" | "out_of_service";
            /** @enum {string} */
            status: "active" | "out_of_service";
            thresholds: components["schemas"]["ThresholdsOutput"];
            /** @description Canonical unit of the quantity, UCUM: all values of this object are in it */
            unit: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
            zoneId: string | null;
        };
        SensorCourse: {
            /** @description What the score is calibrated to; null: not judged */
            daysPerFalseAlarm: number | null;
            /** @description What the detector would raise with these settings, oldest first */
            events: {
                /** @enum {string} */
                cause: "none" | "spike" | "step" | "shift_up" | "shift_down" | "drift_up" | "drift_down" | "variance" | "stuck" | "gap" | "range" | "shape" | "night_flow" | "continuous_flow" | "no_flow" | "reverse_flow" | "season";
                /** @description null: goes on at the end of the span */
                endedAt: string | null;
                expected: number | null;
                /** Format: date-time */
                raisedAt: string;
                score: number;
                /** @description Estimated start; null: unknown */
                since: string | null;
                /** @description Deviation, signed; null where a size makes no sense */
                size: number | null;
                value: number | null;
            }[];
            /** @description Expected before the reading was seen; null: not enough was learned */
            expected: (number | null)[];
            /** Format: date-time */
            from: string;
            /** @description Detector; null: the course of this quantity is not judged, or it is switched off */
            kind: ("flow" | "pressure" | "level" | "quality" | "meter" | "any") | null;
            /** @description Oldest reading that the detector has learned from; null: none before the span */
            learnedFrom: string | null;
            /** @description Lower edge of the band in which a reading is normal */
            lower: (number | null)[];
            /** @description In [0, 1], highest since the point before; 0.5 or more is an alarm */
            score: number[];
            /** @description Times judged, thinned out; ascending */
            times: string[];
            /** Format: date-time */
            to: string;
            /** @description Canonical unit of all values, UCUM; for meters of the difference between readings */
            unit: string;
            upper: (number | null)[];
        };
        SensorPatch: {
            assetId?: string | null;
            /** @description What its device calls it, such as `temperature` or `/3323/0/5700`; unique on the device */
            channel?: string | null;
            /** @description Unit of what the device sends, where its messages name none; UCUM or an everyday spelling */
            channelUnit?: string | null;
            /** @description Unique in the municipality; what devices send as sensor_id */
            code?: string;
            detection?: components["schemas"]["DetectionSettings"];
            deviceId?: string | null;
            /** @description UCUM; default: the canonical unit */
            displayUnit?: string;
            intervalS?: number;
            location?: components["schemas"]["LonLat"] | null;
            name?: string;
            rangeMax?: number | null;
            rangeMin?: number | null;
            /** @enum {string} */
            status?: "active" | "out_of_service";
            thresholds?: components["schemas"]["Thresholds"];
            zoneId?: string | null;
        };
        Session: {
            /** Format: date-time */
            createdAt: string;
            /** @description The session that asks */
            current: boolean;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastUsedAt: string;
            userAgent: string | null;
        };
        SessionList: {
            data: components["schemas"]["Session"][];
        };
        ShadowChoice: {
            /** @description null: no version is on trial any more */
            version: number | null;
        };
        ShelveAlert: {
            /** @description At most a week */
            minutes: number;
            reason: string;
        } | {
            reason: string;
            /** @enum {boolean} */
            untilClear: true;
        };
        /** @description Either tokens and profile, or a challenge for the second factor */
        SignInResult: {
            /** @description ES256 token for the Authorization header */
            accessToken?: string;
            challenge?: string;
            /** @description Life of the access token, s */
            expiresInS?: number;
            /**
             * @description The password was right; go on with POST /auth/mfa
             * @enum {boolean}
             */
            mfaRequired?: true;
            /** @description Single use; null when it is in the cookie */
            refreshToken?: string | null;
            user?: components["schemas"]["Profile"];
        };
        SpanFeedbackInput: {
            /** Format: date-time */
            from: string;
            note?: string;
            /** Format: date-time */
            to: string;
            /**
             * @description true: something was wrong; false: a false alarm
             * @enum {string}
             */
            verdict: "true" | "false";
        };
        SpatialHit: {
            /** @description Class of an asset, quantity of a sensor, kind of a zone */
            class: string | null;
            code: string;
            /** @description From the given place, m; null in area searches */
            distanceM: number | null;
            geometry: components["schemas"]["Geometry"];
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            kind: "assets" | "sensors" | "zones" | "municipalities";
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
        };
        SpatialHits: {
            data: components["schemas"]["SpatialHit"][];
            truncated: boolean;
        };
        TelemetryItemReport: {
            /** @description What is wrong, for a person */
            detail?: string;
            /** @description Position in the array that was sent */
            index: number;
            /** @enum {string} */
            outcome: "stored" | "duplicate" | "conflict" | "late" | "quarantined";
            /** @enum {string} */
            reason?: "unreadable" | "malformed" | "oversized" | "too_many" | "too_deep" | "empty" | "bad_sensor" | "unknown_sensor" | "foreign_sensor" | "bad_value" | "missing_unit" | "wrong_unit" | "bad_time" | "clock_not_set" | "future" | "too_old" | "topic_forbidden" | "no_partition" | "not_storable";
        };
        TestDelivery: {
            /**
             * @description null: as configured
             * @default null
             */
            recipient?: string | null;
        };
        /** @description Alarm limits, canonical unit; null: none */
        Thresholds: {
            /** @default null */
            high?: number | null;
            /** @default null */
            highHigh?: number | null;
            /** @default null */
            low?: number | null;
            /** @default null */
            lowLow?: number | null;
        };
        /** @description Alarm limits, canonical unit; null: none */
        ThresholdsOutput: {
            /** @default null */
            high: number | null;
            /** @default null */
            highHigh: number | null;
            /** @default null */
            low: number | null;
            /** @default null */
            lowLow: number | null;
        };
        TokenResult: {
            /** @description ES256 token for the Authorization header */
            accessToken: string;
            /** @description Life of the access token, s */
            expiresInS: number;
            /** @description Single use; null when it is in the cookie */
            refreshToken: string | null;
        };
        /** @description Shown once; takes effect when a code has confirmed it */
        TotpEnrolment: {
            /** @description Base32, to be typed in */
            secret: string;
            /** @description otpauth:// address, to be shown as a QR code */
            uri: string;
        };
        TrainModel: {
            /** Format: date-time */
            trainFrom?: string;
            /** Format: date-time */
            trainTo?: string;
        };
        Twin: {
            counts: components["schemas"]["NetworkCounts"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @description Why it could not be calculated lately, and what to do */
            failure: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description null: not calculated yet */
            lastRun: components["schemas"]["TwinRun"] | null;
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            municipalityName: string;
            name: string;
            openSuspects: number;
            /** @description Revision that is calculated */
            revision: number;
            sensors: {
                boundary: number;
                compare: number;
                conspicuous: number;
                ignored: number;
                suggested: number;
            };
            /** @enum {string} */
            state: "active" | "paused";
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
            /** @description Zone into which the network was imported; null: no zone of its own */
            zoneId: string | null;
        };
        TwinAreaBalance: {
            /** @description What the model and the last weeks let expect; null while it is learning */
            expectedM3h: number | null;
            /** @description Measured net inflow; null where it is not measured */
            inflowM3h: number | null;
            /** @description Names the metered area; the code of its zone where it lies in one */
            key: string;
            /** @description Surplus of the inflow in robust standard deviations; null while it is learning */
            z: number | null;
            zoneId: string | null;
            zoneName: string | null;
        };
        TwinElements: {
            data: {
                assetId: string | null;
                assetName: string | null;
                class: string;
                id: string;
                /** @enum {string} */
                kind: "node" | "link";
            }[];
        };
        TwinLinkInput: {
            /**
             * @description -1: a flow sensor that counts against the direction of the element
             * @default 1
             */
            direction?: 1 | -1;
            /** @description Id of the element in the network file */
            elementId: string;
            /** @enum {string} */
            elementKind: "node" | "link";
            /**
             * @description Height of a gauge above the node, or of the zero of a level above the bottom of its tank, m
             * @default 0
             */
            gaugeHeightM?: number;
            /**
             * Format: uuid
             * @description UUID
             */
            sensorId: string;
            /**
             * @description `boundary`: the model is driven by it; `compare`: the model is compared with it; `ignored`: neither
             * @enum {string}
             */
            usage: "boundary" | "compare" | "ignored";
        };
        TwinLinkOutput: {
            /** @description Asset of the element */
            assetId: string | null;
            assetName: string | null;
            /** @description Last moment with both values */
            at: string | null;
            /** @description Usual difference, learned; null while it is learning */
            bias: number | null;
            /** @description An alarm holds */
            conspicuous: boolean;
            /**
             * @description -1: a flow sensor that counts against the direction of the element
             * @default 1
             */
            direction: 1 | -1;
            /** @description From the sensor to the element; null where either has no place */
            distanceM: number | null;
            /** @description Id of the element in the network file */
            elementId: string;
            /** @enum {string} */
            elementKind: "node" | "link";
            /** @description The same as data */
            finding: components["schemas"]["AlertFinding"] | null;
            /**
             * @description Height of a gauge above the node, or of the zero of a level above the bottom of its tank, m
             * @default 0
             */
            gaugeHeightM: number;
            measured: number | null;
            /** @description What was found, in one English sentence; null: nothing */
            message: string | null;
            /** @enum {string} */
            quantity: "flow" | "volume" | "pressure" | "level" | "temperature" | "chlorine" | "conductivity" | "turbidity" | "ph" | "power" | "energy" | "voltage" | "percent";
            /** @description Measured less simulated */
            residual: number | null;
            sensorCode: string;
            /**
             * Format: uuid
             * @description UUID
             */
            sensorId: string;
            sensorName: string;
            simulated: number | null;
            /** @enum {string} */
            source: "suggested" | "confirmed";
            unit: string;
            /**
             * @description `boundary`: the model is driven by it; `compare`: the model is compared with it; `ignored`: neither
             * @enum {string}
             */
            usage: "boundary" | "compare" | "ignored";
            /** @description Difference in robust standard deviations; null while it is learning */
            z: number | null;
        };
        TwinLinks: {
            data: components["schemas"]["TwinLinkOutput"][];
            /** @description Sensors that could stand in the model and have no place in it */
            unlinked: {
                code: string;
                name: string;
                /** @enum {string} */
                quantity: "flow" | "volume" | "pressure" | "level" | "temperature" | "chlorine" | "conductivity" | "turbidity" | "ph" | "power" | "energy" | "voltage" | "percent";
                /**
                 * Format: uuid
                 * @description UUID
                 */
                sensorId: string;
            }[];
        };
        TwinQuality: {
            areas: components["schemas"]["TwinAreaBalance"][];
            /** @description Water that flows in and is neither used in the model nor stored, share of the inflow; null: not measured */
            balanceErrorShare: number | null;
            /** @description Sensors that could be compared */
            compared: number;
            /** @description Time it took to calculate */
            durationMs: number;
            /** @description Share of sources, tanks, pumps and metered inflows that were measured, 0 to 1 */
            measuredShare: number;
            /** @description What limits this run, in words */
            notes: string[];
            /** @description Codes of linked sensors without a fresh reading */
            staleSensors: string[];
        };
        TwinRevision: {
            /** @description It is the one that is calculated */
            active: boolean;
            counts: components["schemas"]["NetworkCounts"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            createdBy: string | null;
            revision: number;
            title: string;
        };
        TwinRevisions: {
            data: components["schemas"]["TwinRevision"][];
        };
        TwinRun: {
            /**
             * Format: date-time
             * @description Moment that was calculated
             */
            at: string;
            quality: components["schemas"]["TwinQuality"];
            revision: number;
            /**
             * @description `doubtful`: too little was measured, or the solution is uncertain
             * @enum {string}
             */
            state: "good" | "doubtful" | "failed";
        };
        TwinRuns: {
            data: components["schemas"]["TwinRun"][];
            page: {
                next: string | null;
            };
        };
        TwinValues: {
            measured: (number | null)[];
            simulated: (number | null)[];
            times: string[];
            unit: string;
            z: (number | null)[];
        };
        UnshelveAlert: Record<string, never>;
        User: {
            /** Format: date-time */
            createdAt?: string;
            displayName: string;
            /** @description This and the following are left out where your roles show names only */
            email?: string | null;
            /** Format: uuid */
            id: string;
            lastLoginAt?: string | null;
            locale?: string;
            mfaEnabled?: boolean;
            mustChangePassword?: boolean;
            /** @description Codes of the roles held */
            roles?: string[];
            /** @description Home: a region or municipality; null for the nation */
            scopeId: string | null;
            /** @enum {string} */
            status: "active" | "disabled";
            /** Format: date-time */
            updatedAt?: string;
            username: string;
            version: number;
        };
        UserCreate: {
            displayName: string;
            /** @default null */
            email?: string | null;
            /** @default en */
            locale?: string;
            /**
             * @description Codes of roles; you can give only what you hold yourself
             * @default []
             */
            roles?: string[];
            /**
             * Format: uuid
             * @description Home: a region or municipality; your own home when left out
             */
            scopeId?: string;
            username: string;
        };
        UserUpdate: {
            displayName?: string;
            email?: string | null;
            locale?: string;
            /** @description Codes of roles; you can give only what you hold yourself */
            roles?: string[];
            /** @enum {string} */
            status?: "active" | "disabled";
        };
        WhatIf: {
            burst?: {
                /**
                 * Format: uuid
                 * @description Pipe or junction
                 */
                assetId: string;
                /** @description Diameter of the hole */
                diameterMm?: number;
                /** @description Loss at the pressure before */
                flowM3h?: number;
            };
            /**
             * @description Pipes and valves to be shut
             * @default []
             */
            close?: string[];
            /**
             * @description Hours to look ahead; 0: the present moment only
             * @default 0
             */
            durationH?: number;
            /**
             * @description Shut the valves around the burst, and say which
             * @default false
             */
            isolate?: boolean;
            /**
             * @description Pressure below which customers are affected
             * @default 140
             */
            minPressureKpa?: number;
            /**
             * @description Pumps to be switched off
             * @default []
             */
            pumpOff?: string[];
        };
        WhatIfResult: {
            /** @description Estimated from the use and the population of the municipality */
            affectedCustomers: number;
            /** @description Use at these places */
            affectedDemandM3h: number;
            /** @description Places of use whose pressure falls below the limit */
            affectedNodes: number;
            /** @description Around the affected places */
            area: components["schemas"]["MultiPolygonGeometry"] | null;
            /**
             * Format: date-time
             * @description Moment from which it was calculated
             */
            at: string;
            /** @description Loss through the hole; null: no burst, or shut off */
            burstM3h: number | null;
            durationH: number;
            durationMs: number;
            /** @description Places of use that lie between the shut valves */
            isolatedNodes: number;
            /** @description Places whose pressure changes, the largest change first, at most 2,000 */
            nodes: {
                affected: boolean;
                /** @description Lowest within the duration */
                afterKpa: number;
                assetId: string | null;
                beforeKpa: number;
                elementId: string;
                location: {
                    lat: number;
                    lon: number;
                } | null;
            }[];
            /** @description What limits the answer, in words */
            notes: string[];
            totalNodes: number;
            valvesToClose: {
                assetId: string | null;
                elementId: string;
                name: string;
            }[];
        };
        WithinSearch: {
            geometry: components["schemas"]["Area"];
            /**
             * @default [
             *       "assets",
             *       "sensors"
             *     ]
             */
            kinds?: ("assets" | "sensors" | "zones" | "municipalities")[];
            /** @default 1000 */
            limit?: number;
        };
        Zone: {
            boundary: components["schemas"]["Area"] | null;
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description dma: district metered area; pressure: pressure zone
             * @enum {string}
             */
            kind: "dma" | "pressure" | "other";
            /**
             * Format: uuid
             * @description UUID
             */
            municipalityId: string;
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            updatedAt: string;
            /** @description Rises with each change; the ETag */
            version: number;
        };
        ZoneLeak: {
            /** @description m³/h */
            baseline: number;
            /**
             * Format: date-time
             * @description Most likely begin
             */
            beganAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            confirmedAt: string;
            /**
             * Format: date-time
             * @description It did not begin before
             */
            earliestAt: string;
            /** @description null: it lasts */
            endedAt: string | null;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description night: found in night flows; step: in the inflow by day
             * @enum {string}
             */
            kind: "night" | "step";
            /** @description m³/h */
            limit: number;
            /** @description Lost up to its end, or to now */
            lost: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³ */
                value: number;
            };
            rate: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/h */
                value: number;
            };
            /**
             * Format: uuid
             * @description UUID
             */
            zoneId: string;
        };
        ZoneLeakList: {
            data: components["schemas"]["ZoneLeak"][];
        };
        ZoneMassBalance: {
            data: {
                /** @description Least share of readings of a part, 0 to 1; below 0.9 the step is incomplete */
                completeness: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                from: string;
                /** @description m³ */
                inflow: number;
                /** @description Use by metered customers, m³ */
                metered: number;
                /** @description m³ */
                outflow: number;
                /** @description What is left: use that is not metered, and losses; m³ */
                residual: number;
                /** @description Gain of tanks, m³ */
                storage: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                to: string;
            }[];
            /** @description What the zone measures */
            parts: ("inflow" | "outflow" | "storage" | "metered")[];
            /** @enum {string} */
            step: "hour" | "day";
            timeZone: string;
            /** @description Sum of the steps, exactly */
            total: {
                /** @description Least share of readings of a part, 0 to 1; below 0.9 the step is incomplete */
                completeness: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                from: string;
                /** @description m³ */
                inflow: number;
                /** @description Use by metered customers, m³ */
                metered: number;
                /** @description m³ */
                outflow: number;
                /** @description What is left: use that is not metered, and losses; m³ */
                residual: number;
                /** @description Gain of tanks, m³ */
                storage: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                to: string;
            } | null;
        };
        ZoneMeasurement: {
            /**
             * @description Water surface of the tank, for a level; m²
             * @default null
             */
            areaM2?: number | null;
            /**
             * @description inlet, outlet: flow or counter at the border; level: of a tank inside; pressure: average zone point; consumer: meter of a customer; nightUser: metered use at night, which is no leakage
             * @enum {string}
             */
            role: "inlet" | "outlet" | "level" | "pressure" | "consumer" | "nightUser";
            /**
             * Format: uuid
             * @description UUID
             */
            sensorId: string;
        };
        ZoneMeasurementOutput: {
            /**
             * @description Water surface of the tank, for a level; m²
             * @default null
             */
            areaM2: number | null;
            /**
             * @description inlet, outlet: flow or counter at the border; level: of a tank inside; pressure: average zone point; consumer: meter of a customer; nightUser: metered use at night, which is no leakage
             * @enum {string}
             */
            role: "inlet" | "outlet" | "level" | "pressure" | "consumer" | "nightUser";
            /**
             * Format: uuid
             * @description UUID
             */
            sensorId: string;
        };
        ZoneNight: {
            /** @description Median of the nights before, m³/h; null while it is learning */
            baseline: number | null;
            /** @description Share of the readings of the window, 0 to 1 */
            completeness: number;
            /** @description Leakage of the day */
            daily: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/d */
                value: number;
            } | null;
            /** @description Night-day factor */
            dayFactor: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description h/d */
                value: number;
            };
            /** @description Why the night does not count in trends */
            fault: ("incomplete" | "clockChange" | "excluded" | "negative") | null;
            flagged: boolean;
            /** @description Night use that is no leakage */
            legitimate: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/h */
                value: number;
            };
            /** @description Net flow from which on the night is flagged, m³/h */
            limit: number | null;
            /** @description Lowest hour of the net inflow; null: not measured */
            minimum: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/h */
                value: number;
            } | null;
            /** @description Begin of that hour */
            minimumAt: string | null;
            /** @description Net night flow: minimum less night use */
            net: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/h */
                value: number;
            } | null;
            /** Format: date */
            night: string;
            /** @description Rises when late readings or other settings changed the night */
            revision: number;
            revisions: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                at: string;
                completeness: number;
                /** @description What it was before, m³/h */
                minimum: number | null;
                /** @enum {string} */
                reason: "data" | "setup";
            }[];
        };
        ZoneNightList: {
            data: components["schemas"]["ZoneNight"][];
            leaks: components["schemas"]["ZoneLeak"][];
            timeZone: string;
        };
        ZonePatch: {
            boundary?: components["schemas"]["Area"] | null;
            /** @description Unique in the municipality */
            code?: string;
            /** @enum {string} */
            kind?: "dma" | "pressure" | "other";
            name?: string;
        };
        ZoneWaterBalance: {
            apparentLossesPerConnection: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description L/connection/day */
                value: number;
            } | null;
            basis: {
                connections: number | null;
                /** @description Hash of the readings that were used */
                dataRevision: string;
                mainsKm: number | null;
                pressureM: number | null;
                setupVersion: number;
                /** @description Version of the time zone rules */
                timeZoneData: string;
            };
            /** @description Share of readings of measured inputs, 0 to 1; null: none measured */
            completeness: number | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            createdBy: string | null;
            days: number;
            /** @description Inputs that were assumed after the standard method */
            defaults: string[];
            faults: ("negativeLosses" | "negativeRealLosses" | "incomplete")[];
            /** Format: date */
            from: string;
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description null: connections, mains or pressure are not known */
            leakageIndex: {
                band: ("A" | "B" | "C" | "D") | null;
                index: {
                    /** @description Half the width of the 95 % interval, same unit */
                    ci95: number;
                    /** @description current over unavoidable real losses */
                    value: number;
                } | null;
                unavoidableLitresPerDay: number;
                /** @description false: the zone is smaller, or under less pressure, than the formula is made for */
                withinValidity: boolean;
            } | null;
            /** @description Lines of the standard table, m³ in the period */
            lines: {
                [key: string]: {
                    /** @description Half the width of the 95 % interval, same unit */
                    ci95: number;
                    /** @description m³ */
                    value: number;
                } | null;
            };
            /** @description Inputs that were measured by sensors */
            measured: string[];
            nonRevenuePercent: number | null;
            nonRevenuePerDay: {
                /** @description Half the width of the 95 % interval, same unit */
                ci95: number;
                /** @description m³/d */
                value: number;
            };
            note: string;
            realLosses: {
                /** @enum {string} */
                unit: "L/connection/day" | "m3/km/day";
                value: {
                    /** @description Half the width of the 95 % interval, same unit */
                    ci95: number;
                    /** @description in this unit */
                    value: number;
                };
            } | null;
            /** Format: date */
            to: string;
            /**
             * Format: uuid
             * @description UUID
             */
            zoneId: string;
        };
        ZoneWaterBalanceList: {
            data: components["schemas"]["ZoneWaterBalance"][];
        };
    };
    responses: {
        /** @description The request cannot be read */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflicts with the present state */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The input does not fit its schema */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found, or not visible to the caller */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A fault of the server */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The object has changed since */
        Stale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; Retry-After says when to come again */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid credential */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Temporarily unavailable */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of a supported type */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description If-Match is missing */
        VersionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    alertGroupsList: {
        parameters: {
            query?: {
                /** @description Events that they are part of; several separated by commas */
                eventId?: string;
                /** @description Raised at or after */
                from?: string;
                /** @description Left out: both, or none with `open=true` */
                historical?: "true" | "false";
                /** @description Kinds; several separated by commas */
                kind?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description true: not yet cleared and acknowledged; historical alerts are never open */
                open?: "true" | "false";
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Priorities; several separated by commas */
                priority?: string;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Sensors; several separated by commas */
                sensorId?: string;
                shelved?: "true" | "false";
                /** @description Fields to sort by, `-` for descending: raisedAt, priority */
                sort?: string;
                /** @description States; several separated by commas */
                state?: string;
                /** @description Raised before */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertGroupList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsList: {
        parameters: {
            query?: {
                /** @description Events that they are part of; several separated by commas */
                eventId?: string;
                /** @description Raised at or after */
                from?: string;
                /** @description Left out: both, or none with `open=true` */
                historical?: "true" | "false";
                /** @description Kinds; several separated by commas */
                kind?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description true: not yet cleared and acknowledged; historical alerts are never open */
                open?: "true" | "false";
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Priorities; several separated by commas */
                priority?: string;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Sensors; several separated by commas */
                sensorId?: string;
                shelved?: "true" | "false";
                /** @description Fields to sort by, `-` for descending: raisedAt, clearedAt, priority, state, kind, sensorCode */
                sort?: string;
                /** @description States; several separated by commas */
                state?: string;
                /** @description Raised before */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsOne: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsAcknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeAlert"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsAssign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignAlert"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentAlert"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertFeedbackGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertFeedback"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertFeedbackSay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertFeedbackInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertFeedback"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveAlert"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsShelve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShelveAlert"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsTransitions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertTransitionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsUnshelve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnshelveAlert"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsCommands: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertCommand"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertCommandResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    alertsSummary: {
        parameters: {
            query?: {
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSummary"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    apiKeysList: {
        parameters: {
            query?: {
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Reach: regions or municipalities, with what lies below; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Codes of roles; several separated by commas */
                role?: string;
                /** @description Fields to sort by, `-` for descending: name, role, expiresAt, lastUsedAt, createdAt, updatedAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    apiKeysCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    apiKeysGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    apiKeysRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    apiKeysUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    assetsList: {
        parameters: {
            query?: {
                /** @description Classes; several separated by commas */
                class?: string;
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Materials; several separated by commas */
                material?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: code, name, class, status, material, diameterMm, lengthM, installedOn, createdAt, updatedAt */
                sort?: string;
                /** @description States; several separated by commas */
                status?: string;
                /** @description Zones; several separated by commas */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Asset"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    assetsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAsset"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    assetsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    assetsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    assetsUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceListBreaks: {
        parameters: {
            query?: {
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AssetBreak"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssetBreak"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetBreak"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                breakId: string;
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceOfAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceRisk"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auditList: {
        parameters: {
            query?: {
                action?: string;
                /** @description Id or name */
                actor?: string;
                cursor?: string;
                /** @description Inclusive */
                from?: string;
                limit?: number;
                /** @description Region, municipality or nation whose chain is asked for */
                municipalityId?: string;
                objectId?: string;
                objectType?: string;
                result?: "done" | "denied" | "failed";
                /** @description Exclusive */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auditGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auditExport: {
        parameters: {
            query?: {
                /** @description One chain; all visible ones when left out */
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auditVerify: {
        parameters: {
            query?: {
                /** @description One chain; all visible ones when left out */
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authLogoutAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authChangePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessTokenResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sessionsList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sessionsRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authBeginTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authRemoveTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    authConfirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceZones: {
        parameters: {
            query?: {
                /** @description UUID */
                municipalityId?: string;
                page?: number;
                pageSize?: number;
                /** @description UUID */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceZoneList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    batchReadings: {
        parameters: {
            query?: {
                /** @description `full`: tell of every reading, not only of those that were not stored */
                report?: "full";
            };
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sensor_id: string;
                    /** Format: date-time */
                    timestamp?: string;
                    unit: string;
                    value: number;
                } | {
                    sensor_id: string;
                    /** Format: date-time */
                    timestamp?: string;
                    unit: string;
                    value: number;
                }[];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsList: {
        parameters: {
            query?: {
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Forms; several separated by commas */
                kind?: string;
                /** @description Municipalities; those of the nation always show; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: name, kind, status, createdAt, updatedAt */
                sort?: string;
                /** @description States; several separated by commas */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Codec"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCodec"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codec"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codec"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodecPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codec"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodecTestReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codecsTry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodecTry"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodecResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesList: {
        parameters: {
            query?: {
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description true: only those connected now; false: only those that are not */
                online?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Protocols; several separated by commas */
                protocol?: string;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: name, protocol, status, online, lastSeenAt, batteryPercent, signalDbm, createdAt, updatedAt */
                sort?: string;
                /** @description States; several separated by commas */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Device"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDevice"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedDevice"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DevicePatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceCommandsList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCommands"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceCommandsPropose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeviceCommand"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCommand"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceCommandsApprove: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                commandId: string;
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCommand"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceCommandsCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                commandId: string;
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCommand"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceNamesList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceNames"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceNamesAdd: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeviceName"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedDeviceName"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deviceNamesRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                credentialId: string;
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryLedger: {
        parameters: {
            query?: {
                /** @description Start, inclusive; default 24 hours before `to` */
                from?: string;
                /** @description End, exclusive; default now */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceLedger"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    devicesRotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedCredential"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eventsList: {
        parameters: {
            query?: {
                /** @description The event of this alarm */
                alertId?: string;
                /** @description Started at or after */
                from?: string;
                /** @description Likeliest causes; several separated by commas */
                hypothesis?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description true: goes on */
                open?: "true" | "false";
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Priorities; several separated by commas */
                priority?: string;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: startedAt, endedAt, lastAt, priority, alarms, confidence */
                sort?: string;
                /** @description Started before */
                to?: string;
                /** @description Zones; several separated by commas */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eventsOne: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eventsConfirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEvent"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    gisLayer: {
        parameters: {
            query?: {
                /** @description west,south,east,north in degrees */
                bbox?: string;
                /** @description Classes of asset; several separated by commas */
                class?: string;
                /** @description Most features */
                limit?: number;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
            };
            header?: never;
            path: {
                layer: "municipalities" | "zones" | "assets" | "sensors";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeatureCollection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    gisNear: {
        parameters: {
            query: {
                /** @description What to look for; default assets and sensors; several separated by commas */
                kinds?: string;
                /** @description Latitude, degrees */
                lat: number;
                /** @description Most results */
                limit?: number;
                /** @description Longitude, degrees */
                lon: number;
                /** @description Radius, m */
                radiusM?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpatialHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    gisTile: {
        parameters: {
            query?: {
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
            };
            header?: never;
            path: {
                layer: "zones" | "pipes" | "assets" | "sensors" | "municipalities";
                x: number;
                y: number;
                z: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile; its layer has the name in the address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": string;
                };
            };
            /** @description Nothing lies there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unchanged since If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    gisWithin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithinSearch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpatialHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsList: {
        parameters: {
            query?: {
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: createdAt, state, fileName */
                sort?: string;
                /** @description States; several separated by commas */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HistoryImport"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsUpload: {
        parameters: {
            query: {
                /** @description Name of the file, for people */
                fileName: string;
                /** @description Size of the whole file, bytes, where this request carries only its first part */
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsAppend: {
        parameters: {
            query: {
                /** @description Place of these bytes in the file; what was received so far */
                offset: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsDryRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One error a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportMapping"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importsStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    leakSuspectsList: {
        parameters: {
            query?: {
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description true: only open ones; false: only closed ones */
                open?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: foundAt, beganAt */
                sort?: string;
                /** @description Twins; several separated by commas */
                twinId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LeakSuspect"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    leakSuspectsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeakSuspect"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    leakSuspectsClose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseLeakSuspect"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeakSuspect"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceImportBreaks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BreakImport"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakImportResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceMatrix: {
        parameters: {
            query: {
                kind: "pipe" | "pump" | "sensor";
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RiskMatrix"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceModels: {
        parameters: {
            query?: {
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceModels"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceList: {
        parameters: {
            query: {
                /** @description What the likelihood rests on; several separated by commas */
                basis?: string;
                /** @description Bands of consequence; several separated by commas */
                consequence?: string;
                /** @description Assets or sensors; several separated by commas */
                id?: string;
                /** @description What to list */
                kind: "pipe" | "pump" | "sensor";
                /** @description Levels of risk; several separated by commas */
                level?: string;
                /** @description Bands of likelihood; several separated by commas */
                likelihood?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: risk, likelihood, consequence, probability, inspection, healthScore, remaining, code, name */
                sort?: string;
                /** @description Zones; several separated by commas */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MaintenanceRisk"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceListRuns: {
        parameters: {
            query?: {
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: createdAt, state */
                sort?: string;
                /** @description States; several separated by commas */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MaintenanceRun"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMaintenanceRun"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceGetRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsList: {
        parameters: {
            query?: {
                /** @description Kinds of scope; several separated by commas */
                kind?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Sensors or zones; several separated by commas */
                scopeId?: string;
                /** @description Fields to sort by, `-` for descending: createdAt, lastTrainedAt, f1, name, state, samples */
                sort?: string;
                /** @description States; several separated by commas */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Model"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewModel"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsCompare: {
        parameters: {
            query: {
                /** @description Days of readings to compare on, back from now */
                days?: number;
                /** @description Version numbers, separated by commas */
                versions: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelComparison"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsFound: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                mode?: "active" | "shadow";
                open?: "true" | "false";
                version?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetectionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsSaid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsSay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpanFeedbackInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsPredict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsPredictBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictBatchInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictBatchResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsPromote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelVersionChoice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsRollback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsShadow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShadowChoice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsTrain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrainModel"] | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    modelsVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    municipalitiesList: {
        parameters: {
            query?: {
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Regions; several separated by commas */
                regionId?: string;
                /** @description Fields to sort by, `-` for descending: code, name, population, createdAt, updatedAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Municipality"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    municipalitiesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMunicipality"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Municipality"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    municipalitiesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Municipality"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    municipalitiesRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    municipalitiesUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MunicipalityPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Municipality"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    networkImportImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NetworkImport"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NetworkImportResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    overviewRead: {
        parameters: {
            query?: {
                /** @description Only this municipality; without it all that the caller sees */
                municipalityId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstances"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPluginInstance"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PluginInstancePatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesConfirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PluginConfirmation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesDisable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesEnable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesRestart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginInstance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginInstancesTestDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestDelivery"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginsList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plugins"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pluginsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryQuarantined: {
        parameters: {
            query?: {
                cursor?: string;
                deviceId?: string;
                limit?: number;
                municipalityId?: string;
                reason?: "unreadable" | "malformed" | "oversized" | "too_many" | "too_deep" | "empty" | "bad_sensor" | "unknown_sensor" | "foreign_sensor" | "bad_value" | "missing_unit" | "wrong_unit" | "bad_time" | "clock_not_set" | "future" | "too_old" | "topic_forbidden" | "no_partition" | "not_storable";
                status?: "kept" | "replaying" | "replayed" | "dismissed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryQuarantinedOne: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryDismiss: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryDismissMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuarantineChoice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineCount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryReplayMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuarantineChoice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineCount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regionsList: {
        parameters: {
            query?: {
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: code, name, createdAt, updatedAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Region"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regionsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRegion"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regionsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regionsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regionsUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegionPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rolesList: {
        parameters: {
            query?: {
                /** @description Only those that come with the platform, or only custom ones */
                builtIn?: string;
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: code, name, createdAt, updatedAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Role"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rolesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleCreate"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rolesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rolesRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rolesUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchFind: {
        parameters: {
            query: {
                /** @description Most results */
                limit?: number;
                /** @description Text to find in codes and names */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchHits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sensorsList: {
        parameters: {
            query?: {
                /** @description Assets; several separated by commas */
                assetId?: string;
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Devices; several separated by commas */
                deviceId?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Quantities; several separated by commas */
                quantity?: string;
                /** @description Fields to sort by, `-` for descending: code, name, quantity, status, intervalS, createdAt, updatedAt */
                sort?: string;
                /** @description States shown; several separated by commas */
                state?: string;
                /** @description States of service; several separated by commas */
                status?: string;
                /** @description Zones; several separated by commas */
                zoneId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Sensor"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sensorsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSensor"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sensorsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sensorsRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sensorsUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SensorPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensor"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    courseCourse: {
        parameters: {
            query?: {
                /** @description Start, inclusive; default 24 hours before `to` */
                from?: string;
                /** @description About how many points to answer */
                points?: number;
                /** @description End, exclusive; default now */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SensorCourse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maintenanceOfSensor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceRisk"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    telemetryReadings: {
        parameters: {
            query?: {
                /** @description Start, inclusive; default 24 hours before `to` */
                from?: string;
                /** @description About how many points to answer */
                points?: number;
                /** @description End, exclusive; default now */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingSeries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    jobsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    jobsRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsList: {
        parameters: {
            query?: {
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: name, createdAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Twin"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Twin"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateTwin"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Twin"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsElements: {
        parameters: {
            query?: {
                kind?: "node" | "link";
                /** @description Part of the id */
                q?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinElements"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsInp: {
        parameters: {
            query?: {
                /** @description `assets`: made anew from the assets as they are now; `file`: as it was imported, to the letter */
                form?: "assets" | "file";
                /** @description Left out: the one that is calculated */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description EPANET .inp */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsReadLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinLinks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsPutLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutTwinLinks"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinLinks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsSuggest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinLinks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    leakSuspectsLocalise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocaliseLeak"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeakSuspect"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Twin"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsRevisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinRevisions"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsRuns: {
        parameters: {
            query?: {
                /** @description Runs before this moment */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinRuns"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    twinsValues: {
        parameters: {
            query: {
                /** @description Left out: two days before the end */
                from?: string;
                /** @description UUID */
                sensorId: string;
                /** @description Left out: now */
                to?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwinValues"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    leakSuspectsWhatIf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIf"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIfResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersList: {
        parameters: {
            query?: {
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Homes: regions or municipalities, with what lies below; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Code of a role held */
                role?: string;
                /** @description Fields to sort by, `-` for descending: username, displayName, email, status, lastLoginAt, createdAt, updatedAt */
                sort?: string;
                /** @description States; several separated by commas */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["User"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreate"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedUser"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersResetPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimePassword"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    usersRevokeSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    zonesList: {
        parameters: {
            query?: {
                /** @description Codes; several separated by commas */
                code?: string;
                /** @description Ids; several separated by commas */
                id?: string;
                /** @description Kinds; several separated by commas */
                kind?: string;
                /** @description Municipalities; several separated by commas */
                municipalityId?: string;
                /** @description Page number, from 1 */
                page?: number;
                /** @description Items on a page */
                pageSize?: number;
                /** @description Text to search for, anywhere in code or name */
                q?: string;
                /** @description Fields to sort by, `-` for descending: code, name, kind, createdAt, updatedAt */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Zone"][];
                        page: {
                            /** @description From 1 */
                            number: number;
                            /** @description Items on a full page */
                            size: number;
                            /** @description Items on all pages */
                            total: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    zonesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewZone"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    zonesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    zonesRemove: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    zonesUpdate: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZonePatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceRun"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceRunResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceSetup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceSetup"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceSetUp: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the object as last read, `"3"` */
                "If-Match": string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceSettings"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceSetup"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceLeaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneLeakList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceMassBalance: {
        parameters: {
            query?: {
                /** @description Default: a week before the end */
                from?: string;
                /** @description Days are local ones */
                step?: "hour" | "day";
                /** @description Default: now */
                to?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneMassBalance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceNightFlow: {
        parameters: {
            query?: {
                /** @description First night; default 90 days before the last */
                from?: string;
                /** @description Last night; default the newest */
                to?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneNightList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceNightFlowCsv: {
        parameters: {
            query?: {
                /** @description First night; default 90 days before the last */
                from?: string;
                /** @description Last night; default the newest */
                to?: string;
            };
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One night a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceWaterBalances: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneWaterBalanceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    balanceDrawUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text chosen by the caller. The same key with the same request is carried out once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWaterBalance"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneWaterBalance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    healthLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    healthReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            500: components["responses"]["ServerError"];
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
