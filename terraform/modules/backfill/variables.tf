variable "account" {
  description = "The workers' service account."
  type        = object({ email = string, member = string, name = string })
}

variable "bucket_name" {
  description = "Name of the bucket for a job's files."
  type        = string
}

variable "create_iam" {
  description = "Grants workers and operators what they need."
  type        = bool
}

variable "database" {
  description = "The database with the users: `projects/PROJECT/databases/NAME`."
  type        = string
}

variable "environment" {
  description = "The functions' settings."
  type        = map(string)
}

variable "kms_key_name" {
  description = "Key for bucket and jobs. Null for Google's."
  type        = string
}

variable "labels" {
  description = "Labels for the bucket."
  type        = map(string)
}

variable "project_id" {
  description = "The project that runs the jobs."
  type        = string
}

variable "region" {
  description = "Where jobs run."
  type        = string
}

variable "rules_file" {
  description = "Path of the rules file. Null for the packaged rules."
  type        = string
}

variable "settings" {
  description = "As the variable `backfill` of Segue."
  type = object({
    keep_days   = number
    location    = string
    max_workers = number
    network     = string
    operators   = set(string)
    subnetwork  = string
  })
}

variable "topic" {
  description = "Id of the topic of changes, known before it is made."
  type        = string
}

variable "topic_id" {
  description = "Id of the topic of changes, unknown while it is replaced."
  type        = string
}
