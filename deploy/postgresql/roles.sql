-- On the primary, once. Put passwords of your own (psql: \password klubbslag).
CREATE ROLE klubbslag LOGIN;
CREATE ROLE klubbslag_standby LOGIN REPLICATION;
CREATE DATABASE klubbslag OWNER klubbslag ENCODING 'UTF8' TEMPLATE template0;
