variable "alerts" {
  description = <<-EOT
    `emails` get a notification channel each; `channels` are ids of existing ones. With neither, only the console shows incidents.
    `enabled = false` makes no alerts. Limits: `error_ratio`, share of answers that are 5xx; `least_late_changes`, fewer raise no alert about the SLO;
    `subscriber_backlog_minutes`, age of a subscriber's oldest message. `runbook_url`: what to do, linked from alerts.
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
    error_message = "alerts.emails has '${join("', '", var.alerts.emails)}'; allowed are e-mail addresses, such as 'ops@example.com'."
  }

  validation {
    condition     = alltrue([for it in var.alerts.channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", it))])
    error_message = "alerts.channels has '${join("', '", var.alerts.channels)}'; allowed are ids such as 'projects/my-project/notificationChannels/123'."
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

variable "backfill" {
  description = <<-EOT
    Makes what `./segue plan` and `./segue backfill` need to run on Dataflow, in `region`. `operators` may run them (such as `group:data@example.com`).
    Their files hold ids of users, are in a separate bucket in `location`, by default `region`, and are deleted after `keep_days`.
    With a `network` or a `subnetwork` (`regions/REGION/subnetworks/NAME`), which needs Private Google Access, workers have no public addresses.
  EOT
  type = object({
    keep_days   = optional(number, 7)
    location    = optional(string)
    max_workers = optional(number, 10)
    network     = optional(string)
    operators   = optional(set(string), [])
    subnetwork  = optional(string)
  })
  default = null

  validation {
    condition     = var.backfill == null || try(var.backfill.keep_days >= 3 && floor(var.backfill.keep_days) == var.backfill.keep_days, false)
    error_message = "backfill.keep_days is ${try(var.backfill.keep_days, "null")}; allowed is a whole number from 3 on, or a job could lose its files."
  }

  validation {
    condition     = try(var.backfill.location, null) == null || can(regex("^([a-z]+-[a-z]+[0-9]+|[A-Z]{2,4}[0-9]?)$", var.backfill.location))
    error_message = "backfill.location is '${coalesce(try(var.backfill.location, null), "null")}'; allowed is a location of Cloud Storage, such as 'europe-west1', 'EU' or 'EUR4'."
  }

  validation {
    condition     = var.backfill == null || try(var.backfill.max_workers >= 1 && var.backfill.max_workers <= 1000 && floor(var.backfill.max_workers) == var.backfill.max_workers, false)
    error_message = "backfill.max_workers is ${try(var.backfill.max_workers, "null")}; allowed is a whole number from 1 to 1000."
  }

  validation {
    condition     = try(var.backfill.network, null) == null || can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.backfill.network))
    error_message = "backfill.network is '${coalesce(try(var.backfill.network, null), "null")}'; allowed is the name of a network."
  }

  validation {
    condition     = alltrue([for it in try(var.backfill.operators, []) : can(regex(local.member, it))])
    error_message = "backfill.operators has '${join("', '", try(var.backfill.operators, []))}'; allowed are members such as 'group:data@example.com', and nobody anonymous."
  }

  validation {
    condition     = try(var.backfill.subnetwork, null) == null || can(regex("^(https://www\\.googleapis\\.com/compute/v1/projects/[a-z0-9.:-]+/)?regions/${var.region}/subnetworks/[a-z][a-z0-9-]*$", var.backfill.subnetwork))
    error_message = "backfill.subnetwork is '${coalesce(try(var.backfill.subnetwork, null), "null")}'; allowed is 'regions/${var.region}/subnetworks/NAME', for a shared one after 'https://www.googleapis.com/compute/v1/projects/PROJECT/'."
  }
}

variable "dead_letter_topic" {
  description = "Name of the topic, and of its subscription, for events that can never become a segment. By default `segment-dead-letters`, after the `name_prefix`."
  type        = string
  default     = null

  validation {
    condition     = var.dead_letter_topic == null || (can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", var.dead_letter_topic)) && !startswith(coalesce(var.dead_letter_topic, "-"), "goog"))
    error_message = "dead_letter_topic is '${coalesce(var.dead_letter_topic, "null")}'; allowed are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }
}

variable "subscriptions" {
  description = <<-EOT
    Subscriptions to changes, by name (after the `name_prefix`). One with `push`, `bigquery` or `storage` is delivered there; any other is pulled by
    `subscribers` (such as `serviceAccount:…`). `filter` selects by attributes, such as `attributes.segment = "churned"`.
    `max_delivery_attempts`: a message refused that often goes to the topic's `-undelivered`; without it, retries go on.
    `ordering` is on, except for BigQuery and Cloud Storage, whose rows have `changed_at`. A change of filter or ordering replaces the subscription.
    `exactly_once` is for pulling only; after a dead letter, ordered messages may then stop: leave out `max_delivery_attempts` or `ordering`.
    `retain_acked_messages` lets a subscriber seek back further than the topic's retention.
    `push.cloudevent` delivers a bare CloudEvent in binary mode instead of Pub/Sub's envelope.
    `bigquery.create_dataset = false` uses an existing dataset; `dataset` is by default `segue`, after the `name_prefix`, in the functions' region
    unless `location` is set. `storage.bucket` is an existing bucket; `avro = false` writes the messages' data only, as lines of text.
  EOT
  type = map(object({
    ack_deadline_seconds  = optional(number, 60)
    exactly_once          = optional(bool, false)
    filter                = optional(string)
    max_delivery_attempts = optional(number)
    ordering              = optional(bool)
    retain_acked_messages = optional(bool, false)
    retention_days        = optional(number, 7)
    subscribers           = optional(set(string), [])
    backoff_seconds = optional(object({
      maximum = optional(number, 600)
      minimum = optional(number, 10)
    }), {})
    bigquery = optional(object({
      create_dataset = optional(bool, true)
      dataset        = optional(string)
      location       = optional(string)
      table          = optional(string, "segment_changes")
    }))
    push = optional(object({
      audience   = optional(string)
      cloudevent = optional(bool, true)
      endpoint   = string
    }))
    storage = optional(object({
      avro          = optional(bool, true)
      bucket        = string
      max_megabytes = optional(number, 100)
      max_seconds   = optional(number, 300)
      prefix        = optional(string, "segment-changes/")
      suffix        = optional(string)
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.subscriptions) : can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", name)) && !startswith(name, "goog")])
    error_message = "subscriptions has '${join("', '", keys(var.subscriptions))}'; allowed names are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = length(setintersection([for name in keys(var.subscriptions) : "${local.prefix}${name}"], [local.dead_letter_topic, local.undelivered_topic])) == 0
    error_message = "subscriptions has '${join("', '", keys(var.subscriptions))}'; allowed are names other than those of Segue's subscriptions for dead letters and undelivered messages."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : length([for to in [it.push, it.bigquery, it.storage] : to if to != null]) <= 1])
    error_message = "subscriptions are ${jsonencode(var.subscriptions)}; allowed is one of push, bigquery and storage, or none."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : !it.exactly_once || (it.push == null && it.bigquery == null && it.storage == null)])
    error_message = "subscriptions have exactly_once ${jsonencode({ for name, it in var.subscriptions : name => it.exactly_once })}; allowed is that for pulling only."
  }

  validation {
    condition = alltrue([
      for it in values(var.subscriptions) :
      alltrue([for member in it.subscribers : can(regex(local.member, member)) && it.push == null && it.bigquery == null && it.storage == null])
    ])
    error_message = "subscriptions have subscribers ${jsonencode({ for name, it in var.subscriptions : name => it.subscribers })}; allowed are members such as 'group:crm@example.com', nobody anonymous, and only for messages that are pulled."
  }

  validation {
    condition = alltrue([
      for table, names in { for name, it in var.subscriptions : "${coalesce(it.bigquery.dataset, local.default_dataset)}.${it.bigquery.table}" => name... if it.bigquery != null } :
      length(names) == 1 && can(regex("^\\w{1,1000}\\.\\w{1,1000}$", table))
    ])
    error_message = "subscriptions write to ${jsonencode({ for name, it in var.subscriptions : name => it.bigquery if it.bigquery != null })}; allowed in dataset and table are letters, digits and '_', and one subscription for each table."
  }

  validation {
    condition = alltrue([
      for locations in values({
        for it in values(var.subscriptions) : coalesce(it.bigquery.dataset, local.default_dataset) => coalesce(it.bigquery.location, var.region)...
        if try(it.bigquery.create_dataset, false)
      }) : length(distinct(locations)) == 1
    ])
    error_message = "subscriptions have bigquery ${jsonencode({ for name, it in var.subscriptions : name => it.bigquery if it.bigquery != null })}; allowed is one bigquery.location for each dataset that is made."
  }

  validation {
    condition = alltrue([
      for it in values(var.subscriptions) :
      it.storage == null || try(it.storage.max_seconds >= 60 && it.storage.max_seconds <= 600 && it.storage.max_megabytes >= 1 && it.storage.max_megabytes <= 10240, false)
    ])
    error_message = "subscriptions write files of ${jsonencode({ for name, it in var.subscriptions : name => it.storage if it.storage != null })}; allowed is 60 <= max_seconds <= 600 and 1 <= max_megabytes <= 10240."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.push == null || can(regex("^https://[^\\s]+$", it.push.endpoint))])
    error_message = "subscriptions push to ${jsonencode({ for name, it in var.subscriptions : name => it.push.endpoint if it.push != null })}; allowed is an https URL."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.filter == null || try(length(it.filter) <= 256 && strcontains(it.filter, "attributes"), false)])
    error_message = "subscriptions filter by ${jsonencode({ for name, it in var.subscriptions : name => it.filter if it.filter != null })}; allowed are at most 256 characters about attributes, such as 'attributes.segment = \"churned\"'."
  }

  validation {
    condition = alltrue([
      for it in values(var.subscriptions) :
      it.ack_deadline_seconds >= 10 && it.ack_deadline_seconds <= 600 && it.retention_days >= 1 && it.retention_days <= 31 &&
      it.backoff_seconds.minimum >= 0 && it.backoff_seconds.minimum <= it.backoff_seconds.maximum && it.backoff_seconds.maximum <= 600 &&
      coalesce(it.max_delivery_attempts, 5) >= 5 && coalesce(it.max_delivery_attempts, 5) <= 100
    ])
    error_message = "subscriptions are ${jsonencode(var.subscriptions)}; allowed is ack_deadline_seconds 10 to 600, backoff_seconds 0 <= minimum <= maximum <= 600, max_delivery_attempts 5 to 100, retention_days 1 to 31."
  }
}

variable "topic" {
  description = <<-EOT
    The topic of changes. `name` is by default `segment-changes`, after the `name_prefix`. `retention_days`: how far back subscribers can seek.
    `persistence_region`: where messages are stored, by default the functions' region. It is one region, because Pub/Sub keeps order within a region only.
  EOT
  type = object({
    name               = optional(string)
    persistence_region = optional(string)
    retention_days     = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.topic.name == null || (can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,242}$", var.topic.name)) && !startswith(coalesce(var.topic.name, "-"), "goog"))
    error_message = "topic.name is '${coalesce(var.topic.name, "null")}'; allowed are 3 to 243 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = !contains([coalesce(var.topic.name, local.default_topic), "${coalesce(var.topic.name, local.default_topic)}-undelivered"], local.dead_letter_topic)
    error_message = "dead_letter_topic is '${local.dead_letter_topic}' and topic.name is '${coalesce(var.topic.name, local.default_topic)}', followed by '-undelivered' for undelivered messages; allowed are three different topics."
  }

  validation {
    condition     = var.topic.retention_days >= 1 && var.topic.retention_days <= 31 && floor(var.topic.retention_days) == var.topic.retention_days
    error_message = "topic.retention_days is ${var.topic.retention_days}; allowed is a whole number from 1 to 31."
  }

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", coalesce(var.topic.persistence_region, "us-central1")))
    error_message = "topic.persistence_region is '${coalesce(var.topic.persistence_region, "null")}'; allowed is one region, such as 'europe-west1'."
  }
}
