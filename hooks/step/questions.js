// @bun
import{Dc}from"./s15.js";export{Dc as viewQuestions};
