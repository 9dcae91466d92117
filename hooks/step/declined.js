// @bun
import{$l,Sl,Mm}from"./s69.js";export{Mm as caughtBlockers,$l as declinable,Sl as declinedSince};
