// Asks lbd where a session lives, the cheap way: many routes in one message of a stream.
//
//	go run . unix:///run/lbd/lbd.sock ada bob eve
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	lbv1 "lbctl.dev/examples/go/lbv1"
)

func main() {
	if len(os.Args) < 3 {
		log.Fatal("usage: go run . ADDRESS SESSION...")
	}
	connection, err := grpc.NewClient(os.Args[1], grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	routing := lbv1.NewRoutingServiceClient(connection)
	if err := routeMany(ctx, routing, os.Args[2:]); err != nil {
		log.Fatal(err)
	}
	explainRefusal(ctx, routing)
}

// routeMany sends all sessions in one message and prints the answers, each with its own error if it has one.
func routeMany(ctx context.Context, routing lbv1.RoutingServiceClient, sessions []string) error {
	stream, err := routing.RouteStream(ctx)
	if err != nil {
		return err
	}
	request := &lbv1.RouteStreamRequest{Sequence: 1}
	for _, session := range sessions {
		request.Routes = append(request.Routes, &lbv1.RouteRequest{SessionId: session})
	}
	if err := stream.Send(request); err != nil {
		return err
	}
	answer, err := stream.Recv()
	if err != nil {
		return err
	}
	for i, result := range answer.Results {
		if failed := result.GetError(); failed != nil {
			fmt.Printf("%s: %s\n", sessions[i], failed.Message)
			continue
		}
		home := result.GetResponse()
		fmt.Printf("%s lives on %s (%s), %s, generation %d, until %s\n", home.SessionId, home.Backend.Id,
			home.Backend.Address, home.Outcome, home.Generation, home.ExpireTime.AsTime().Format(time.RFC3339))
	}
	return stream.CloseSend()
}

// explainRefusal shows how to read why lbd refused: the reason is for programs, the message for people.
func explainRefusal(ctx context.Context, routing lbv1.RoutingServiceClient) {
	_, err := routing.Route(ctx, &lbv1.RouteRequest{Pool: "no-such-pool", SessionId: "ada"})
	refusal := status.Convert(err)
	for _, detail := range refusal.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			fmt.Printf("%s %s: %s\n", refusal.Code(), info.Reason, refusal.Message())
		}
	}
}
