#!/usr/bin/perl
# An SMS centre made of Net::SMPP. Prints "listening PORT", then lets one gateway bind.
# Reads messages as JSON lines and prints the answer to each; prints what is submitted.
use strict;
use warnings;
use JSON::PP;
use Net::SMPP;

$| = 1;
my $server = Net::SMPP->new_listen('127.0.0.1', smpp_version => 0x34, interface_version => 0x34, port => $ARGV[0])
    or die "listen: $!";
print "listening $ARGV[0]\n";
my $link = $server->accept or die "accept: $!";
my $bind = $link->read_pdu() or die 'no bind';
$link->set_version(0x34);
$link->bind_transceiver_resp(system_id => 'NETSMPP', seq => $bind->{seq});
print encode_json({ bound => $bind->{system_id}, version => $bind->{interface_version} }), "\n";

while (my $line = <STDIN>) {
    my $job = decode_json($line);
    if (delete $job->{listen}) {
        my $pdu = $link->read_pdu() or die 'no unit';
        $link->submit_sm_resp(message_id => '1f', seq => $pdu->{seq});
        print encode_json({ submitted => $pdu->{short_message}, to => $pdu->{destination_addr} }), "\n";
        next;
    }
    $job->{short_message} = pack('H*', delete $job->{hex}) if exists $job->{hex};
    $job->{message_payload} = pack('H*', delete $job->{payload}) if exists $job->{payload};
    my $answer = $link->deliver_sm(
        source_addr_ton => 1, source_addr_npi => 1, destination_addr => '8333', short_message => '', %$job);
    print encode_json({ status => $answer->{status} }), "\n";
}
