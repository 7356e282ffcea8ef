variable "accounts" {
  description = "E-mail addresses of service accounts of yours to use instead of those that Segue makes. Segue grants them what they need. `backfill` is Dataflow's workers, `builder` builds, `function` is SegmentUser and Sweep, `push` delivers to endpoints, `reader` is FindMembers, `scheduler` calls the sweep, `trigger` delivers events."
  type = object({
    backfill  = optional(string)
    builder   = optional(string)
    function  = optional(string)
    push      = optional(string)
    reader    = optional(string)
    scheduler = optional(string)
    trigger   = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for it in values(var.accounts) : it == null || can(regex("^[a-z][a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com$", it))])
    error_message = "accounts has ${jsonencode({ for name, it in var.accounts : name => it if it != null && !can(regex("^[a-z][a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com$", it)) })}; allowed are e-mail addresses of service accounts, such as 'segue@my-project.iam.gserviceaccount.com'."
  }
}

variable "alerts" {
  description = <<-EOT
    Who is alerted, and when. `emails` get a notification channel each; `channels` are ids of any that are there already.
    With neither, incidents are only seen in the console. `enabled = false` makes no alerts.
    `error_ratio`: share of answers that are 5xx. `least_late_changes`: fewer late changes than these are no burn of the SLO.
    `subscriber_backlog_minutes`: age of a subscriber's oldest message. `runbook_url`: where alerts say what to do.
  EOT
  type = object({
    channels                   = optional(set(string), [])
    emails                     = optional(set(string), [])
    enabled                    = optional(bool, true)
    error_ratio                = optional(number, 0.05)
    least_late_changes         = optional(number, 5)
    runbook_url                = optional(string, "https://github.com/segue-dev/segue/blob/main/docs/runbook.md")
    subscriber_backlog_minutes = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for it in var.alerts.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", it))])
    error_message = "alerts.emails has '${join("', '", [for it in var.alerts.emails : it if !can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", it))])}'; allowed are e-mail addresses, such as 'ops@example.com'."
  }

  validation {
    condition     = alltrue([for it in var.alerts.channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", it))])
    error_message = "alerts.channels has '${join("', '", [for it in var.alerts.channels : it if !can(regex("^projects/[^/]+/notificationChannels/[^/]+$", it))])}'; allowed are ids such as 'projects/my-project/notificationChannels/123'."
  }

  validation {
    condition     = var.alerts.error_ratio > 0 && var.alerts.error_ratio < 1
    error_message = "alerts.error_ratio is ${var.alerts.error_ratio}; allowed is more than 0 and less than 1."
  }

  validation {
    condition     = var.alerts.least_late_changes >= 1
    error_message = "alerts.least_late_changes is ${var.alerts.least_late_changes}; allowed is 1 or more."
  }

  validation {
    condition     = var.alerts.subscriber_backlog_minutes >= 1
    error_message = "alerts.subscriber_backlog_minutes is ${var.alerts.subscriber_backlog_minutes}; allowed is 1 or more."
  }

  validation {
    condition     = can(regex("^https?://[^\\s#]+$", var.alerts.runbook_url))
    error_message = "alerts.runbook_url is '${var.alerts.runbook_url}'; allowed is an http or https URL without '#'."
  }
}

variable "collections" {
  description = "Ids of the collections of user documents, which Segue only reads, and of segments, which are Segue's own. Both are at the root of the database. `segments` is by default `segments`, or `PREFIX_segments` with a `name_prefix`."
  type = object({
    segments = optional(string)
    users    = optional(string, "users")
  })
  default = {}

  validation {
    condition     = alltrue([for it in compact(values(var.collections)) : can(regex("^[^/*{}[:cntrl:]]{1,100}$", it)) && !can(regex("^(__|\\.\\.?$)", it))])
    error_message = "collections has '${join("', '", [for it in compact(values(var.collections)) : it if !can(regex("^[^/*{}[:cntrl:]]{1,100}$", it)) || can(regex("^(__|\\.\\.?$)", it))])}'; allowed are up to 100 characters without '/', '*', '{', '}' and control characters, not '.' or '..', not starting with '__'."
  }

  validation {
    condition     = var.collections.users != coalesce(var.collections.segments, local.default_segments)
    error_message = "collections.users and collections.segments are both '${var.collections.users}'; allowed are two different collections, or Segue would trigger itself."
  }
}

variable "database" {
  description = "The Firestore database with the users. `create = false` uses one that is there already. `location` is where it is, or shall be: a region, or `nam5`, `nam7` or `eur3`; by default the functions' region. `backup_retention_days = 0` makes no backups. Backups and point-in-time recovery concern a database that Segue creates."
  type = object({
    backup_retention_days  = optional(number, 7)
    create                 = optional(bool, true)
    location               = optional(string)
    name                   = optional(string, "(default)")
    point_in_time_recovery = optional(bool, true)
  })
  default = {}

  validation {
    condition     = can(regex("^(\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$", var.database.name))
    error_message = "database.name is '${var.database.name}'; allowed is '(default)', or 4 to 63 lower-case letters, digits and hyphens, starting with a letter."
  }

  validation {
    condition     = can(regex("^(nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", coalesce(var.database.location, "nam5")))
    error_message = "database.location is '${coalesce(var.database.location, "null")}'; allowed is a region, such as 'europe-west1', or one of 'nam5', 'nam7', 'eur3'."
  }

  validation {
    condition     = var.database.backup_retention_days >= 0 && var.database.backup_retention_days <= 98 && floor(var.database.backup_retention_days) == var.database.backup_retention_days
    error_message = "database.backup_retention_days is ${var.database.backup_retention_days}; allowed is a whole number from 0 to 98."
  }
}

variable "deletion_protection" {
  description = "Keeps the database, if Segue created it, its backups and index settings, and BigQuery datasets and tables: what holds data stays when it leaves the configuration, even by `terraform destroy`."
  type        = bool
  default     = true
  nullable    = false
}

variable "grant_eventarc_agent" {
  description = "Grants Google's Eventarc agent its role. `false` where something else does, such as another Segue or other triggers in the project: a destroy of this Segue then does not take it from them."
  type        = bool
  default     = true
  nullable    = false
}

variable "labels" {
  description = "Labels for all that can have some, besides `app = segue`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "labels has ${jsonencode({ for key, value in var.labels : key => value if !can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) || !can(regex("^[a-z0-9_-]{0,63}$", value)) })}; allowed are up to 63 lower-case letters, digits, '_' and '-', keys starting with a letter."
  }
}

variable "name_prefix" {
  description = "Stands before every name that Segue gives, so that several Segues live in one project: `eu` makes `eu-segment-changes`."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([a-z]([a-z0-9-]{0,8}[a-z0-9])?)?$", var.name_prefix))
    error_message = "name_prefix is '${var.name_prefix}'; allowed are up to 10 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen."
  }
}

variable "project_id" {
  description = "The project that has, or gets, the Firestore database, and all else."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}'; allowed are 6 to 30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen. Ids in a domain, such as 'example.com:app', are not: Google's provider expects wrong e-mail addresses of their accounts."
  }
}

variable "region" {
  description = "Where the functions run, and all that stands beside them. Near the database is fast."
  type        = string
  default     = "us-central1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region is '${var.region}'; allowed is a Google Cloud region, such as 'us-central1'."
  }
}
