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
    Who hears of changes, by name of the subscription, before which the `name_prefix` stands. One with `push`, `bigquery`
    or `storage` is delivered there; any other is pulled, by the `subscribers` (such as `serviceAccount:…`).
    `filter` selects by attributes, such as `attributes.segment = "churned"`; another filter is another subscription.
    `max_delivery_attempts` sets aside, in the topic's `-undelivered`, what a subscriber keeps refusing; null keeps trying.
    `ordering` is on but for BigQuery and Cloud Storage, where `changed_at` is there to order by.
    `exactly_once` is for pulling only. `retain_acked_messages` lets a subscriber seek back without the topic's help.
    `push.cloudevent` delivers a bare CloudEvent in binary mode rather than Pub/Sub's envelope.
    `bigquery.create_dataset = false` uses a dataset that is there already; `dataset` is by default `segue`, after the
    `name_prefix`, in the functions' region unless `location` says otherwise.
    `storage.bucket` is a bucket of yours; `avro = false` writes the messages' data alone, as lines of text.
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
    error_message = "subscriptions has '${join("', '", [for name in keys(var.subscriptions) : name if !can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", name)) || startswith(name, "goog")])}'; allowed names are 3 to 255 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = length(setintersection([for name in keys(var.subscriptions) : "${local.prefix}${name}"], [local.dead_letter_topic, local.undelivered_topic])) == 0
    error_message = "subscriptions has '${join("', '", setintersection([for name in keys(var.subscriptions) : "${local.prefix}${name}"], [local.dead_letter_topic, local.undelivered_topic]))}'; allowed are names other than those of Segue's own subscriptions, for dead letters and for undelivered messages."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : length([for way in [it.push, it.bigquery, it.storage] : way if way != null]) <= 1])
    error_message = "subscriptions has '${join("', '", [for name, it in var.subscriptions : name if length([for way in [it.push, it.bigquery, it.storage] : way if way != null]) > 1])}' with more than one way of delivery; allowed is one of push, bigquery and storage, or none."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : !it.exactly_once || (it.push == null && it.bigquery == null && it.storage == null)])
    error_message = "subscriptions has '${join("', '", [for name, it in var.subscriptions : name if it.exactly_once && !(it.push == null && it.bigquery == null && it.storage == null)])}' with exactly_once; allowed is that for pulling only."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : length(it.subscribers) == 0 || (it.push == null && it.bigquery == null && it.storage == null)])
    error_message = "subscriptions has subscribers of '${join("', '", [for name, it in var.subscriptions : name if length(it.subscribers) > 0 && !(it.push == null && it.bigquery == null && it.storage == null)])}', which is delivered elsewhere; allowed are subscribers where messages are pulled."
  }

  validation {
    condition     = alltrue(flatten([for it in values(var.subscriptions) : [for member in it.subscribers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", member))]]))
    error_message = "subscriptions have subscribers '${join("', '", flatten([for it in values(var.subscriptions) : [for member in it.subscribers : member if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", member))]]))}'; allowed are members such as 'serviceAccount:crm@my-project.iam.gserviceaccount.com', and nobody who is anonymous."
  }

  validation {
    condition     = length(distinct([for it in values(var.subscriptions) : "${coalesce(it.bigquery.dataset, local.default_dataset)}.${it.bigquery.table}" if it.bigquery != null])) == length([for it in values(var.subscriptions) : "${coalesce(it.bigquery.dataset, local.default_dataset)}.${it.bigquery.table}" if it.bigquery != null])
    error_message = "subscriptions write to '${join("', '", [for it in values(var.subscriptions) : "${coalesce(it.bigquery.dataset, local.default_dataset)}.${it.bigquery.table}" if it.bigquery != null])}'; allowed is one subscription a table: give each its bigquery.table."
  }

  validation {
    condition     = alltrue([for locations in values({ for it in values(var.subscriptions) : coalesce(it.bigquery.dataset, local.default_dataset) => coalesce(it.bigquery.location, var.region)... if try(it.bigquery.create_dataset, false) }) : length(distinct(locations)) == 1])
    error_message = "subscriptions make datasets in ${jsonencode({ for it in values(var.subscriptions) : coalesce(it.bigquery.dataset, local.default_dataset) => coalesce(it.bigquery.location, var.region)... if try(it.bigquery.create_dataset, false) })}; allowed is one bigquery.location a dataset."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.storage == null || try(it.storage.max_seconds >= 60 && it.storage.max_seconds <= 600 && it.storage.max_megabytes >= 1 && it.storage.max_megabytes <= 10240, false)])
    error_message = "subscriptions write files of ${jsonencode({ for name, it in var.subscriptions : name => it.storage if it.storage != null && !try(it.storage.max_seconds >= 60 && it.storage.max_seconds <= 600 && it.storage.max_megabytes >= 1 && it.storage.max_megabytes <= 10240, false) })}; allowed is 60 <= max_seconds <= 600 and 1 <= max_megabytes <= 10240."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.push == null || can(regex("^https://[^\\s]+$", it.push.endpoint))])
    error_message = "subscriptions push to ${jsonencode({ for name, it in var.subscriptions : name => it.push.endpoint if it.push != null && !can(regex("^https://[^\\s]+$", it.push.endpoint)) })}; allowed is an https URL."
  }

  validation {
    condition     = alltrue([for it in values(var.subscriptions) : it.bigquery == null || can(regex("^\\w{1,1000}/\\w{1,1000}$", "${coalesce(it.bigquery.dataset, local.default_dataset)}/${it.bigquery.table}"))])
    error_message = "subscriptions write to ${jsonencode({ for name, it in var.subscriptions : name => it.bigquery if it.bigquery != null && !can(regex("^\\w{1,1000}/\\w{1,1000}$", "${coalesce(it.bigquery.dataset, local.default_dataset)}/${it.bigquery.table}")) })}; allowed in the names of a dataset and a table are letters, digits and '_'."
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
  description = "The topic that hears of changes. `name` is by default `segment-changes`, after the `name_prefix`. `retention_days`: how far back subscribers can seek. `persistence_regions`: where messages may be stored; by default the functions' region."
  type = object({
    name                = optional(string)
    persistence_regions = optional(set(string))
    retention_days      = optional(number, 7)
  })
  default = {}

  validation {
    condition     = var.topic.name == null || (can(regex("^[A-Za-z][A-Za-z0-9._~+%-]{2,242}$", var.topic.name)) && !startswith(coalesce(var.topic.name, "-"), "goog"))
    error_message = "topic.name is '${coalesce(var.topic.name, "null")}'; allowed are 3 to 243 letters, digits and -._~+%, starting with a letter and not with 'goog'."
  }

  validation {
    condition     = !contains([coalesce(var.topic.name, local.default_topic), "${coalesce(var.topic.name, local.default_topic)}-undelivered"], local.dead_letter_topic)
    error_message = "dead_letter_topic is '${local.dead_letter_topic}' and topic.name '${coalesce(var.topic.name, local.default_topic)}', whose undelivered messages go to that and '-undelivered'; allowed are three different topics, or events set aside would be taken for changes."
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
