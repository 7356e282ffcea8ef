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

variable "dead_letter_topic" {
  description = "Name of the topic, and of its subscription, for events that can never become a segment."
  type        = string
  default     = "segment-dead-letters"

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", var.dead_letter_topic)) && !startswith(var.dead_letter_topic, "goog")
    error_message = "dead_letter_topic is '${var.dead_letter_topic}'; allowed are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }
}

variable "deletion_protection" {
  description = "Keeps the database, if Segue created it, and BigQuery tables from being deleted, even by `terraform destroy`."
  type        = bool
  default     = true
  nullable    = false
}

variable "find_members" {
  description = "The function that answers who is in a segment, its size, and the `readers` who may call it (such as `group:support@example.com`). `null` leaves it out."
  type = object({
    concurrency     = optional(number, 16)
    cpu             = optional(string, "1")
    java_options    = optional(string, "")
    max_instances   = optional(number, 5)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    readers         = optional(set(string), [])
    timeout_seconds = optional(number, 300)
  })
  default = {}

  validation {
    condition     = var.find_members == null || try(contains(["1", "2", "4", "8"], var.find_members.cpu), false)
    error_message = "find_members.cpu is '${try(var.find_members.cpu, "null")}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = var.find_members == null || can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.find_members.memory))
    error_message = "find_members.memory is '${try(var.find_members.memory, "null")}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.concurrency >= 2 && var.find_members.concurrency <= 1000, false)
    error_message = "find_members.concurrency is ${try(var.find_members.concurrency, "null")}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.min_instances >= 0 && var.find_members.max_instances >= 1 && var.find_members.min_instances <= var.find_members.max_instances && var.find_members.max_instances <= 100, false)
    error_message = "find_members has min_instances ${try(var.find_members.min_instances, "null")} and max_instances ${try(var.find_members.max_instances, "null")}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 100."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.timeout_seconds >= 30 && var.find_members.timeout_seconds <= 3600, false)
    error_message = "find_members.timeout_seconds is ${try(var.find_members.timeout_seconds, "null")}; allowed is 30 to 3600."
  }

  validation {
    condition     = alltrue([for it in try(var.find_members.readers, []) : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])
    error_message = "find_members.readers has '${join("', '", [for it in try(var.find_members.readers, []) : it if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])}'; allowed are members such as 'group:support@example.com', and nobody who is anonymous."
  }
}

variable "kms_key" {
  description = "Id of a Cloud KMS key in the functions' region that encrypts whatever Segue stores. Null: Google's own keys."
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

variable "rules_file" {
  description = "Path of a rules file to use instead of the packaged src/main/resources/segments.yaml."
  type        = string
  default     = null

  validation {
    condition     = var.rules_file == null || try(can(yamldecode(file(var.rules_file)).segments), false)
    error_message = "rules_file is '${coalesce(var.rules_file, "null")}'; allowed is the path of a YAML file with a list of 'segments'."
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

variable "runtime" {
  description = "The functions' runtime."
  type        = string
  default     = "java21"

  validation {
    condition     = can(regex("^java(2[1-9]|[3-9][0-9])$", var.runtime))
    error_message = "runtime is '${var.runtime}'; allowed is 'java21' or newer."
  }
}

variable "security_rules" {
  description = "Publishes security rules by which signed-in users read their own segment and clients do nothing else. Rules belong to the whole database: this replaces whatever rules it has."
  type        = bool
  default     = false
  nullable    = false
}

variable "segment_user" {
  description = "Size of the function that follows users. `java_options` come after the heap limit in JAVA_TOOL_OPTIONS."
  type = object({
    concurrency     = optional(number, 16)
    cpu             = optional(string, "1")
    java_options    = optional(string, "")
    max_instances   = optional(number, 20)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    timeout_seconds = optional(number, 60)
  })
  default = {}

  validation {
    condition     = contains(["1", "2", "4", "8"], var.segment_user.cpu)
    error_message = "segment_user.cpu is '${var.segment_user.cpu}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.segment_user.memory))
    error_message = "segment_user.memory is '${var.segment_user.memory}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  validation {
    condition     = var.segment_user.concurrency >= 2 && var.segment_user.concurrency <= 1000
    error_message = "segment_user.concurrency is ${var.segment_user.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.segment_user.min_instances >= 0 && var.segment_user.max_instances >= 1 && var.segment_user.min_instances <= var.segment_user.max_instances && var.segment_user.max_instances <= 1000
    error_message = "segment_user has min_instances ${var.segment_user.min_instances} and max_instances ${var.segment_user.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 1000."
  }

  validation {
    condition     = var.segment_user.timeout_seconds > 30 && var.segment_user.timeout_seconds <= 540
    error_message = "segment_user.timeout_seconds is ${var.segment_user.timeout_seconds}; allowed is more than 30, the code's own deadline, up to 540."
  }
}

variable "subscriptions" {
  description = <<-EOT
    Who hears of changes, by name of the subscription. One with `push` or `bigquery` is delivered there; any other is pulled.
    `filter` selects by attributes, such as `attributes.segment = "churned"`; another filter is another subscription.
    `max_delivery_attempts` sets aside, in the topic's `-undelivered`, what a subscriber keeps refusing; null keeps trying.
    `push.cloudevent` delivers a bare CloudEvent in binary mode rather than Pub/Sub's envelope.
    `bigquery.create_dataset = false` uses a dataset that is there already.
  EOT
  type = map(object({
    ack_deadline_seconds  = optional(number, 60)
    filter                = optional(string)
    max_delivery_attempts = optional(number)
    ordering              = optional(bool, true)
    retention_days        = optional(number, 7)
    backoff_seconds = optional(object({
      maximum = optional(number, 600)
      minimum = optional(number, 10)
    }), {})
    bigquery = optional(object({
      create_dataset = optional(bool, true)
      dataset        = optional(string, "segue")
      table          = optional(string, "segment_changes")
    }))
    push = optional(object({
      audience   = optional(string)
      cloudevent = optional(bool, true)
      endpoint   = string
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.subscriptions) : can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", name)) && !startswith(name, "goog")])
    error_message = "subscriptions has '${join("', '", [for name in keys(var.subscriptions) : name if !can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", name)) || startswith(name, "goog")])}'; allowed names are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.push == null || it.bigquery == null])
    error_message = "subscriptions has '${join("', '", [for name, it in var.subscriptions : name if it.push != null && it.bigquery != null])}' with both push and bigquery; allowed is one of them, or neither."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.push == null || can(regex("^https://[^\\s]+$", it.push.endpoint))])
    error_message = "subscriptions push to ${jsonencode({ for name, it in var.subscriptions : name => it.push.endpoint if it.push != null && !can(regex("^https://[^\\s]+$", it.push.endpoint)) })}; allowed is an https URL."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.bigquery == null || can(regex("^\\w{1,1000}/\\w{1,1000}$", "${it.bigquery.dataset}/${it.bigquery.table}"))])
    error_message = "subscriptions write to ${jsonencode({ for name, it in var.subscriptions : name => it.bigquery if it.bigquery != null && !can(regex("^\\w{1,1000}/\\w{1,1000}$", "${it.bigquery.dataset}/${it.bigquery.table}")) })}; allowed in the names of a dataset and a table are letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.filter == null || try(length(it.filter) <= 256 && strcontains(it.filter, "attributes"), false)])
    error_message = "subscriptions filter by ${jsonencode({ for name, it in var.subscriptions : name => it.filter if !(it.filter == null || try(length(it.filter) <= 256 && strcontains(it.filter, "attributes"), false)) })}; allowed is at most 256 characters about attributes, such as 'attributes.segment = \"churned\"'."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.max_delivery_attempts == null || try(it.max_delivery_attempts >= 5 && it.max_delivery_attempts <= 100, false)])
    error_message = "subscriptions have max_delivery_attempts ${jsonencode({ for name, it in var.subscriptions : name => it.max_delivery_attempts if !(it.max_delivery_attempts == null || try(it.max_delivery_attempts >= 5 && it.max_delivery_attempts <= 100, false)) })}; allowed is null, or 5 to 100."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.ack_deadline_seconds >= 10 && it.ack_deadline_seconds <= 600])
    error_message = "subscriptions have ack_deadline_seconds ${jsonencode({ for name, it in var.subscriptions : name => it.ack_deadline_seconds if it.ack_deadline_seconds < 10 || it.ack_deadline_seconds > 600 })}; allowed is 10 to 600."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.retention_days >= 1 && it.retention_days <= 31])
    error_message = "subscriptions have retention_days ${jsonencode({ for name, it in var.subscriptions : name => it.retention_days if it.retention_days < 1 || it.retention_days > 31 })}; allowed is 1 to 31."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.backoff_seconds.minimum >= 0 && it.backoff_seconds.minimum <= it.backoff_seconds.maximum && it.backoff_seconds.maximum <= 600])
    error_message = "subscriptions have backoff_seconds ${jsonencode({ for name, it in var.subscriptions : name => it.backoff_seconds if it.backoff_seconds.minimum < 0 || it.backoff_seconds.minimum > it.backoff_seconds.maximum || it.backoff_seconds.maximum > 600 })}; allowed is 0 <= minimum <= maximum <= 600."
  }
}

variable "sweep" {
  description = "Size of the function that publishes what was left unpublished, how often it is called, and the `operators` who may call it to repair users (such as `group:oncall@example.com`)."
  type = object({
    concurrency     = optional(number, 4)
    cpu             = optional(string, "1")
    every_minutes   = optional(number, 1)
    java_options    = optional(string, "")
    max_instances   = optional(number, 2)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    operators       = optional(set(string), [])
    timeout_seconds = optional(number, 90)
  })
  default = {}

  validation {
    condition     = contains(["1", "2", "4", "8"], var.sweep.cpu)
    error_message = "sweep.cpu is '${var.sweep.cpu}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.sweep.memory))
    error_message = "sweep.memory is '${var.sweep.memory}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  validation {
    condition     = var.sweep.concurrency >= 2 && var.sweep.concurrency <= 1000
    error_message = "sweep.concurrency is ${var.sweep.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.sweep.min_instances >= 0 && var.sweep.max_instances >= 1 && var.sweep.min_instances <= var.sweep.max_instances && var.sweep.max_instances <= 100
    error_message = "sweep has min_instances ${var.sweep.min_instances} and max_instances ${var.sweep.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 100."
  }

  validation {
    condition     = var.sweep.timeout_seconds > 50 && var.sweep.timeout_seconds <= 1800
    error_message = "sweep.timeout_seconds is ${var.sweep.timeout_seconds}; allowed is more than 50, the code's own deadline, up to 1800."
  }

  validation {
    condition     = contains([1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30], var.sweep.every_minutes)
    error_message = "sweep.every_minutes is ${var.sweep.every_minutes}; allowed are minutes that divide an hour, 1 to 30."
  }

  validation {
    condition     = alltrue([for it in var.sweep.operators : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])
    error_message = "sweep.operators has '${join("', '", [for it in var.sweep.operators : it if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])}'; allowed are members such as 'group:oncall@example.com', and nobody who is anonymous."
  }
}

variable "topic" {
  description = "The topic that hears of changes. `retention_days`: how far back subscribers can seek. `persistence_regions`: where messages may be stored; by default the functions' region."
  type = object({
    name                = optional(string, "segment-changes")
    persistence_regions = optional(set(string))
    retention_days      = optional(number, 7)
  })
  default = {}

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,242}$", var.topic.name)) && !startswith(var.topic.name, "goog")
    error_message = "topic.name is '${var.topic.name}'; allowed are 3 to 243 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = var.topic.name != var.dead_letter_topic
    error_message = "topic.name and dead_letter_topic are both '${var.topic.name}'; allowed are two different topics."
  }

  validation {
    condition     = var.topic.retention_days >= 1 && var.topic.retention_days <= 31 && floor(var.topic.retention_days) == var.topic.retention_days
    error_message = "topic.retention_days is ${var.topic.retention_days}; allowed is a whole number from 1 to 31."
  }

  validation {
    condition     = var.topic.persistence_regions == null || try(length(var.topic.persistence_regions) > 0 && alltrue([for it in var.topic.persistence_regions : can(regex("^[a-z]+-[a-z]+[0-9]+$", it))]), false)
    error_message = "topic.persistence_regions is ${jsonencode(var.topic.persistence_regions)}; allowed is one region or more, such as 'europe-west1'."
  }
}

variable "trigger_region" {
  description = "Where Eventarc listens. Only for a database whose location Eventarc calls something else: by default the database's location."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", coalesce(var.trigger_region, "nam5")))
    error_message = "trigger_region is '${coalesce(var.trigger_region, "null")}'; allowed is a region, such as 'europe-west1', or one of 'nam5', 'nam7', 'eur3'."
  }
}
