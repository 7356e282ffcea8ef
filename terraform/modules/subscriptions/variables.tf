variable "create_iam" {
  description = "Grants Pub/Sub and the subscribers what they need."
  type        = bool
}

variable "kms_key_name" {
  description = "Key for undelivered messages. Null for Google's."
  type        = string
}

variable "labels" {
  description = "Labels for topics and subscriptions."
  type        = map(string)
}

variable "persistence_region" {
  description = "Where undelivered messages are stored."
  type        = string
}

variable "prefix" {
  description = "Prefix of the subscriptions' names."
  type        = string
}

variable "project_id" {
  description = "The project with the topic."
  type        = string
}

variable "pubsub_agent" {
  description = "Member that is Google's Pub/Sub agent in the project."
  type        = string
}

variable "push_account" {
  description = "The account that pushes. Null if no subscription does."
  type        = object({ email = string, name = string })
}

variable "subscriptions" {
  description = "As the variable `subscriptions` of Segue."
  type = map(object({
    ack_deadline_seconds  = number
    exactly_once          = bool
    filter                = string
    max_delivery_attempts = number
    ordering              = bool
    retain_acked_messages = bool
    retention_days        = number
    subscribers           = set(string)
    backoff_seconds       = object({ maximum = number, minimum = number })
    bigquery              = object({ table = string })
    push                  = object({ audience = string, cloudevent = bool, endpoint = string })
    storage = object({
      avro          = bool
      bucket        = string
      max_megabytes = number
      max_seconds   = number
      prefix        = string
      suffix        = string
    })
  }))
}

variable "tables" {
  description = "PROJECT.DATASET.TABLE that Pub/Sub may write, by subscription."
  type        = map(string)
}

variable "topic_id" {
  description = "Id of the topic of changes."
  type        = string
}

variable "undelivered_topic" {
  description = "Name for the topic of messages that a subscriber refused too often."
  type        = string
}
