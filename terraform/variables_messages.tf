variable "dead_letter_topic" {
  description = "Name of the topic, and of its subscription, for events that can never become a segment."
  type        = string
  default     = "segment-dead-letters"

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", var.dead_letter_topic)) && !startswith(var.dead_letter_topic, "goog")
    error_message = "dead_letter_topic is '${var.dead_letter_topic}'; allowed are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }
}

variable "subscriptions" {
  description = <<-EOT
    Who hears of changes, by name of the subscription. One with `push` or `bigquery` is delivered there; any other is pulled.
    `filter` selects by attributes, such as `attributes.segment = "churned"`; another filter is another subscription.
    `max_delivery_attempts` sets aside, in the topic's `-undelivered`, what a subscriber keeps refusing; null keeps trying.
    `ordering` is on but for BigQuery, whose rows have `changed_at` to be ordered by.
    `push.cloudevent` delivers a bare CloudEvent in binary mode rather than Pub/Sub's envelope.
    `bigquery.create_dataset = false` uses a dataset that is there already.
  EOT
  type = map(object({
    ack_deadline_seconds  = optional(number, 60)
    filter                = optional(string)
    max_delivery_attempts = optional(number)
    ordering              = optional(bool)
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
