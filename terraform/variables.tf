variable "alert_emails" {
  description = "Addresses that alerts go to. None: incidents are only seen in the console."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for it in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", it))])
    error_message = "alert_emails has '${join("', '", [for it in var.alert_emails : it if !can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", it))])}'; allowed are e-mail addresses, such as 'ops@example.com'."
  }
}

variable "alert_limits" {
  description = "How much of each symptom is too much. `error_ratio`: share of answers that are 5xx. `subscriber_backlog_minutes`: age of a subscriber's oldest message."
  type = object({
    error_ratio                = optional(number, 0.05)
    subscriber_backlog_minutes = optional(number, 60)
  })
  default = {}

  validation {
    condition     = var.alert_limits.error_ratio > 0 && var.alert_limits.error_ratio < 1
    error_message = "alert_limits.error_ratio is ${var.alert_limits.error_ratio}; allowed is more than 0 and less than 1."
  }

  validation {
    condition     = var.alert_limits.subscriber_backlog_minutes >= 1
    error_message = "alert_limits.subscriber_backlog_minutes is ${var.alert_limits.subscriber_backlog_minutes}; allowed is 1 or more."
  }
}

variable "collections" {
  description = "Ids of the collections of user documents, which Segue only reads, and of segments, which are Segue's own. Both are at the root of the database."
  type = object({
    segments = optional(string, "segments")
    users    = optional(string, "users")
  })
  default = {}

  validation {
    condition     = alltrue([for it in values(var.collections) : can(regex("^[^/*{}[:cntrl:]]{1,100}$", it)) && !can(regex("^(__|\\.\\.?$)", it))])
    error_message = "collections has '${join("', '", [for it in values(var.collections) : it if !can(regex("^[^/*{}[:cntrl:]]{1,100}$", it)) || can(regex("^(__|\\.\\.?$)", it))])}'; allowed are up to 100 characters without '/', '*', '{', '}' and control characters, not '.' or '..', not starting with '__'."
  }

  validation {
    condition     = var.collections.users != var.collections.segments
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
  description = "Keeps the database, if Segue created it, and BigQuery tables from being deleted, even by `terraform destroy`."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key" {
  description = "Id of a Cloud KMS key in the functions' region that encrypts whatever Segue stores; events on their way through Eventarc are not covered. Null: Google's own keys."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", coalesce(var.kms_key, "projects/p/locations/l/keyRings/r/cryptoKeys/k")))
    error_message = "kms_key is '${coalesce(var.kms_key, "null")}'; allowed is 'projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY'."
  }
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

variable "project_id" {
  description = "The project that has, or gets, the Firestore database, and all else."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}'; allowed are 6 to 30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen."
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

variable "runbook_url" {
  description = "Where the runbook is read; alerts link to its headings."
  type        = string
  default     = "https://github.com/segue-dev/segue/blob/main/docs/runbook.md"

  validation {
    condition     = can(regex("^https?://[^\\s#]+$", var.runbook_url))
    error_message = "runbook_url is '${var.runbook_url}'; allowed is an http or https URL without '#'."
  }
}

variable "security_rules" {
  description = "Publishes security rules by which signed-in users read their own segment and clients do nothing else. Rules belong to the whole database: this replaces whatever rules it has."
  type        = bool
  default     = false
  nullable    = false
}
